using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>
/// A FROM clause in which the document itself has a name, because the SDK wants its _rid beside every ordered result.
/// <c>FROM c</c> has one; <c>FROM t IN c.tags</c> becomes <c>FROM c JOIN t IN c.tags</c>, which gives the same rows.
/// </summary>
/// <param name="From">The clause.</param>
/// <param name="Name">What it calls the document.</param>
/// <param name="Selected">What <c>SELECT *</c> stands for.</param>
internal sealed record RootSource(FromClause From, Identifier Name, Identifier Selected)
{
    public static RootSource Of(FromClause from)
    {
        var first = from.Sources[0];
        if (first is { Iterates: false, Collection: PathCollection { Steps: [] } path })
        {
            var name = new Identifier(first.Alias ?? path.Root);
            return new RootSource(from, name, name);
        }

        var root = UnusedName(from);
        var selected = first.Name ?? UnusedName(from, root);
        var named = Rooted(first, root) with { Alias = first.Alias ?? (first.Name is null ? selected : null) };
        var container = new FromSource(null, false, new PathCollection(root, []));
        return new RootSource(new FromClause([container, named, .. from.Sources.Skip(1)]), new Identifier(root), new Identifier(selected));
    }

    /// <summary>The source with its leftmost path starting at <paramref name="root"/>, called what it was called before.</summary>
    private static FromSource Rooted(FromSource source, string root) => source.Collection switch
    {
        PathCollection { Steps: [] } path when !source.Iterates => source with { Alias = source.Alias ?? path.Root, Collection = path with { Root = root } },
        PathCollection path => source with { Collection = path with { Root = root } },
        SubqueryCollection { Query: { From: { } from } query } => source with
        {
            Collection = new SubqueryCollection(query with { From = new FromClause([Rooted(from.Sources[0], root), .. from.Sources.Skip(1)]) }),
        },
        _ => source,
    };

    private static string UnusedName(FromClause from, string? besides = null)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (besides is not null) used.Add(besides);
        Collect(from, used);
        return Enumerable.Range(0, int.MaxValue).Select(number => $"root{number}").First(name => !used.Contains(name));
    }

    private static void Collect(FromClause from, HashSet<string> used)
    {
        foreach (var source in from.Sources)
        {
            if (source.Name is { } name) used.Add(name);
            if (source.Collection is SubqueryCollection { Query.From: { } inner }) Collect(inner, used);
        }
    }
}
