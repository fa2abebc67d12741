using System.Text.RegularExpressions;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Blobs;

/// <summary>A container of blobs that the app keeps something in.</summary>
/// <param name="name">Lower case with hyphens.</param>
public sealed partial class BlobContainerDeclaration(string name)
{
    public string Name => name;

    /// <summary>Days after which the account itself deletes a blob, should the app not have done it; null: never.</summary>
    public int? DeletedAfterDays { get; init; }

    /// <summary>Days after which the account moves a blob to the tier Archive, from where it takes hours to read; null: never.</summary>
    public int? ArchivedAfterDays { get; init; }

    /// <summary>What is there can be appended to, and for as long as the account says neither changed nor deleted.</summary>
    public bool IsImmutable { get; init; }

    /// <exception cref="DeclarationException">Something contradicts; every problem is named.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new DeclarationException($"The blob container '{name}'", problems);
    }

    private IEnumerable<string> Problems()
    {
        if (!ContainerName().IsMatch(name)) yield return "its name must have 3 to 63 lower-case letters, digits and single hyphens";
        if (DeletedAfterDays is < 1) yield return "what is deleted after days must be kept for one at least";
        if (ArchivedAfterDays < 0 || ArchivedAfterDays >= DeletedAfterDays) yield return "what is archived after days must not be deleted by then";
        if (IsImmutable && DeletedAfterDays is not null) yield return "what is immutable cannot be deleted after days";
    }

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();
}
