using System.Text.RegularExpressions;

namespace Serverless.Architecture.Bicep;

/// <summary>What every file must hold to, each problem with file and line.</summary>
internal static partial class BicepRules
{
    /// <summary>Properties of resources that are a secret, or hold one.</summary>
    private static readonly string[] Secrets = ["primaryKey", "secondaryKey", "primaryConnectionString", "secondaryConnectionString", "ConnectionString", "InstrumentationKey", "connectionStrings"];

    public static IEnumerable<string> Problems(IReadOnlyList<BicepFile> files) =>
        files.SelectMany(file => Syntax(file).Concat(file.IsParameters ? [] : Descriptions(file)).Concat(Outputs(file)).Concat(Keys(file)).Concat(Names.Problems(file)))
            .Concat(Calls.Problems(files));

    private static IEnumerable<string> Syntax(BicepFile file) =>
        file.Root.All.Where(node => node.IsError).Select(node => $"{file.Name}:{node.Line}: this is no Bicep: '{FirstLine(node)}'");

    private static IEnumerable<string> Descriptions(BicepFile file) =>
    [
        .. string.IsNullOrWhiteSpace(file.Description) ? new[] { $"{file.Name}:1: 'metadata description' is missing" } : [],
        .. file.Parameters.Concat(file.Outputs).Where(one => string.IsNullOrWhiteSpace(one.Description)).Select(one => $"{file.Name}:{one.Node.Line}: '{one.Name}' has no @description"),
    ];

    /// <summary>Whoever may read a deployment reads its outputs, for as long as its history is kept.</summary>
    private static IEnumerable<string> Outputs(BicepFile file)
    {
        var secure = file.Parameters.Where(parameter => parameter.IsSecure).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return from output in file.Outputs
               where output.IsSecure || SecretName().IsMatch(output.Name) || output.Value.All.Any(node => node.Type switch
               {
                   "identifier" => secure.Contains(node.Text),
                   "property_identifier" => Secrets.Contains(node.Text, StringComparer.OrdinalIgnoreCase),
                   _ => false,
               })
               select $"{file.Name}:{output.Node.Line}: the output '{output.Name}' is a secret";
    }

    /// <summary>Nothing asks for a key, so that none can come anywhere.</summary>
    private static IEnumerable<string> Keys(BicepFile file) =>
        file.Root.All.Where(node => node.Type == "call_expression" && KeyFunction().IsMatch(node.Children[0].Text.Split('.')[^1]))
            .Select(node => $"{file.Name}:{node.Line}: '{FirstLine(node)}' asks for a secret, where an identity must do");

    private static string FirstLine(SyntaxNode node) => node.Text.Split('\n')[0];

    [GeneratedRegex("key|secret|password|token|connectionString|credential", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\A(list[A-Z]\w*|getSecret)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyFunction();
}
