using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Automation;

/// <summary>The reactions of the app, by name.</summary>
public sealed class ReactionSet
{
    private readonly Dictionary<string, Reaction> _byName;

    /// <exception cref="DeclarationException">Two have the same name.</exception>
    public ReactionSet(IEnumerable<Reaction> reactions)
    {
        All = [.. reactions.OrderBy(reaction => reaction.Name, StringComparer.Ordinal)];
        if (All.CountBy(reaction => reaction.Name).Where(name => name.Value > 1).Select(name => $"'{name.Key}' is declared twice").ToList() is { Count: > 0 } twice)
            throw new DeclarationException("The reactions", twice);
        _byName = All.ToDictionary(reaction => reaction.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Reaction> All { get; }

    public Reaction? Find(string name) => _byName.GetValueOrDefault(name);
}
