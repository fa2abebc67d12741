namespace Serverless.Architecture.Bicep;

/// <summary>What a file declares.</summary>
/// <param name="Name">Its path from the root of the repository.</param>
internal sealed class BicepFile
{
    public BicepFile(string name, SyntaxNode root)
    {
        (Name, Root) = (name, root);
        var decorators = new List<SyntaxNode>();
        var declared = new List<Declared>();
        foreach (var statement in root.Children)
        {
            if (statement.Type == "decorators")
            {
                decorators.AddRange(statement.Children);
                continue;
            }

            if (statement.Type.EndsWith("_declaration", StringComparison.Ordinal)) declared.Add(new Declared(statement, [.. decorators]));
            decorators.Clear();
        }

        Declarations = declared;
    }

    public string Name { get; }

    public SyntaxNode Root { get; }

    public bool IsParameters => Name.EndsWith(".bicepparam", StringComparison.Ordinal);

    public IReadOnlyList<Declared> Declarations { get; }

    public IEnumerable<Declared> Parameters => Of("parameter");

    public IEnumerable<Declared> Outputs => Of("output");

    public IEnumerable<Declared> Modules => Of("module");

    public IEnumerable<Declared> Resources => Of("resource");

    public IEnumerable<Declared> Variables => Of("variable");

    /// <summary>What the file says of itself; null where it says nothing.</summary>
    public string? Description => Of("metadata").FirstOrDefault(one => one.Name == "description")?.Value.Unquoted;

    /// <summary>Names of the functions that are called.</summary>
    public IEnumerable<string> Calls => Root.All.Where(node => node.Type == "call_expression").Select(node => node.Children[0].Text);

    private IEnumerable<Declared> Of(string kind) => Declarations.Where(one => one.Node.Type == $"{kind}_declaration");
}

/// <summary>A parameter, variable, resource, module, output or metadata.</summary>
internal sealed record Declared(SyntaxNode Node, IReadOnlyList<SyntaxNode> Decorators)
{
    public string Name => Node.Children[0].Text;

    /// <summary>What it is, or is made with; of a parameter its type, where it has no default.</summary>
    public SyntaxNode Value => Node.Children[^1];

    /// <summary>Of a module its file, of a resource its type and version.</summary>
    public string Path => Node.Children[1].Unquoted;

    public bool HasDefault => Node.Children.Count > 2;

    public string? Description => Decorators.Where(decorator => NameOf(decorator) == "description").Select(decorator => decorator.All.First(node => node.Type == "string").Unquoted).FirstOrDefault();

    public bool IsSecure => Decorators.Any(decorator => NameOf(decorator) == "secure");

    /// <summary>What a resource or a module is made with; within a loop or a condition, that of each.</summary>
    public IReadOnlyDictionary<string, SyntaxNode> Body => (Value.Type == "object" ? Value : Value.All.Last(node => node.Type is "for_statement" or "if_statement").Children[^1]).Properties();

    /// <summary>What is given to a module.</summary>
    public IReadOnlyDictionary<string, SyntaxNode> Arguments => Body.TryGetValue("params", out var given) ? given.Properties() : new Dictionary<string, SyntaxNode>(StringComparer.Ordinal);

    private static string NameOf(SyntaxNode decorator) => decorator.All.First(node => node.Type == "identifier").Text;
}
