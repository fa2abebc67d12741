using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Domains.People;

namespace Serverless.Architecture.Settings;

/// <summary>What follows from types that name their section: every property is a setting, its default is that of a new one, and its words are its comment.</summary>
internal static partial class OptionSettings
{
    /// <summary>Where tenants' keys lie without a Key Vault, which on Azure there always is.</summary>
    private const string LocalOnly = "Keys__Folder";

    private static readonly Assembly[] Ours = [typeof(CosmosConnection).Assembly, typeof(PeopleDomain).Assembly];

    public static IReadOnlyList<Type> Types { get; } = [.. Ours.SelectMany(assembly => assembly.GetTypes()).Where(type => SectionOf(type) is not null && type.GetConstructor([]) is not null).OrderBy(SectionOf, StringComparer.Ordinal)];

    public static IReadOnlyList<Setting> All { get; } = [.. Types.SelectMany(Of)];

    public static string? SectionOf(Type type) => type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) is { IsLiteral: true } section ? (string)section.GetRawConstantValue()! : null;

    private static IEnumerable<Setting> Of(Type type)
    {
        var usual = Activator.CreateInstance(type, nonPublic: true)!;
        var source = SourceOf(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true }).Select(property => Of($"{SectionOf(type)}__{property.Name}", property, property.GetValue(usual), source));
    }

    private static Setting Of(string name, PropertyInfo property, object? usual, string source) => ValueOf(property.PropertyType) is { } value
        ? new($"{name}__NAME", null, $"{Comment(source, property)} One for each, by its name.", Place.Anywhere) { Example = Text(Activator.CreateInstance(value)), IsOpen = true }
        : usual is IEnumerable and not string
        ? new($"{name}__0", null, $"{Comment(source, property)} The first; others with `__1` and so on.", Place.Anywhere) { Example = "first", IsOpen = true }
        : new(name, Text(usual), $"{Comment(source, property)}{Range(property)}", name == LocalOnly ? Place.Local : Place.Anywhere);

    /// <summary>Of what is set by names; null where there are none.</summary>
    private static Type? ValueOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static string SourceOf(Type type) => new[] { "functions", "infra/Cloud" }.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(File.ReadAllText)
        .Single(text => Regex.IsMatch(text, $@"\b(class|record) {type.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)) && text.Contains($"namespace {type.Namespace};", StringComparison.Ordinal));

    private static string Comment(string source, PropertyInfo property)
    {
        var lines = source.Split('\n');
        var at = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"^\s+public .*\b{property.Name} {{ get;", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var above = lines.Take(at).Reverse().SkipWhile(line => line.TrimStart().StartsWith('[')).TakeWhile(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal)).Reverse();
        var text = string.Join(' ', above.Select(line => line.Trim().TrimStart('/').Trim()));
        return Tag().Replace(Reference().Replace(Code().Replace(text, "`${code}`"), match => $"`{match.Groups["name"].Value.Split('.')[^1]}`"), "").Trim();
    }

    private static string Range(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range ? $" From {Text(range.Minimum)} to {Text(range.Maximum)}." : "";

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        // Without what no one writes: 00:00:00.2 for 00:00:00.2000000.
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond != 0 => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    [GeneratedRegex("<c>(?<code>[^<]*)</c>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex("<(see|paramref) (cref|name)=\"(?<name>[^\"]*)\"\\s*/>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("</?(summary|para)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
