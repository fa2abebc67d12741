namespace Serverless.Architecture.Bicep;

/// <summary>Every name that is used is declared, and every one that is declared is used.</summary>
internal static class Names
{
    private static readonly string[] Functions =
    [
        "concat", "contains", "empty", "environment", "filter", "flatten", "guid", "int", "json", "length", "loadJsonContent", "map", "max", "range", "readEnvironmentVariable", "resourceGroup",
        "string", "subscription", "subscriptionResourceId", "tenant", "toLower", "toObject", "union", "uniqueString",
    ];

    private static readonly string[] Decorators = ["allowed", "batchSize", "description", "maxLength", "maxValue", "minLength", "minValue", "secure"];

    public static IEnumerable<string> Problems(BicepFile file)
    {
        var declared = file.Declarations.Where(one => one.Node.Type is not ("metadata_declaration" or "output_declaration")).ToDictionary(one => one.Name, StringComparer.Ordinal);
        var uses = file.Root.Children.SelectMany(statement => Uses(statement, [])).ToList();
        foreach (var (node, known) in uses.Where(use => !declared.ContainsKey(use.Node.Text) && !use.Known.Contains(use.Node.Text)))
            yield return $"{file.Name}:{node.Line}: '{node.Text}' is declared nowhere";
        var used = uses.Select(use => use.Node.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var one in file.Parameters.Concat(file.Variables).Where(one => !used.Contains(one.Name) && !(file.IsParameters && IsGiven(one))))
            yield return $"{file.Name}:{one.Node.Line}: '{one.Name}' is not used";
    }

    /// <summary>What a file of parameters gives is used by the file that it belongs to.</summary>
    public static bool IsGiven(Declared one) => one.Node.Text.StartsWith("param ", StringComparison.Ordinal);

    /// <summary>Names that mean a value, with those that only hold where they stand.</summary>
    private static IEnumerable<(SyntaxNode Node, string[] Known)> Uses(SyntaxNode node, string[] known)
    {
        switch (node.Type)
        {
            case "identifier":
                return [(node, known)];
            case "property_identifier" or "type" or "metadata_declaration":
                return [];
            case "object_property":
                // A key that is computed is a string.
                return node.Children.Skip(node.Children[0].Type == "identifier" ? 1 : 0).SelectMany(child => Uses(child, known));
            case "call_expression":
                return (node.Children[0].Type == "identifier" && Functions.Concat(Decorators).Contains(node.Children[0].Text) ? node.Children.Skip(1) : node.Children).SelectMany(child => Uses(child, known));
            case "lambda_expression":
                return Uses(node.Children[^1], [.. known, .. Introduced(node)]);
            case "for_statement":
                string[] within = [.. known, .. Introduced(node)];
                return Uses(node.Children[^2], known).Concat(Uses(node.Children[^1], within));
            case var type when type.EndsWith("_declaration", StringComparison.Ordinal):
                return node.Children.Skip(1).SelectMany(child => Uses(child, known));
            default:
                return node.Children.SelectMany(child => Uses(child, known));
        }
    }

    /// <summary>What stands before the list and the body of a loop, or before the body of a function.</summary>
    private static IEnumerable<string> Introduced(SyntaxNode node) =>
        node.Children.SkipLast(node.Type == "for_statement" ? 2 : 1).SelectMany(child => child.All).Where(child => child.Type is "identifier" or "loop_variable" or "loop_enumerator").Select(child => child.Text);
}
