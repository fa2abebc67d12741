using System.Buffers;

namespace Serverless.Cloud.Projections;

/// <summary>Where a document of a read model lies.</summary>
public sealed record DocumentPlace
{
    internal const string TallyPrefix = "tally:";

    private const int MaxLength = 200;

    private static readonly SearchValues<char> NeverInIds = SearchValues.Create("/\\?#");

    /// <param name="partition">Any, not only a subject's.</param>
    /// <param name="name">Names the document in its partition, without personal data; null for the only one there of its read model.</param>
    /// <exception cref="ArgumentException">The store has no documents of that name, or tallies have it.</exception>
    public DocumentPlace(SubjectPlace partition, string? name = null)
    {
        if (name is not null && (name.Length is 0 or > MaxLength || name.AsSpan().ContainsAny(NeverInIds) || name.StartsWith(TallyPrefix, StringComparison.Ordinal)))
            throw new ArgumentException("It cannot be a document's name.", nameof(name));
        (Partition, Name) = (partition, name);
    }

    public SubjectPlace Partition { get; }

    public string? Name { get; }

    internal string IdIn(int build) => Name is null ? BuildId(build) : $"{BuildId(build)}:{Name}";

    /// <summary>Id of the document without a name; what every other id of the build begins with, before a colon.</summary>
    internal static string BuildId(int build) => $"v{build}";
}
