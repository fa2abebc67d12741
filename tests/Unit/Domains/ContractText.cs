using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

/// <summary>What a domain promises to those who read its documents, one line a field.</summary>
internal static class ContractText
{
    public static string Of(IEnumerable<Domain> domains) => string.Join('\n', domains.SelectMany(Lines)) + "\n";

    private static IEnumerable<string> Lines(Domain domain) =>
    [
        $"{domain.Container}/{domain.RecordType}, of {domain.Owner}, erasure: {domain.Erasure.Kind}",
        .. domain.Schema.Fields.SelectMany(field => Lines(field, "  ")),
        .. domain.Events.SelectMany(fact => Enumerable.Concat([$"{domain.Container}/{fact.Name}"], fact.Schema.Fields.Select(field => $"  {Line(field)}"))),
        "",
    ];

    private static IEnumerable<string> Lines(FieldSchema field, string indent) =>
        [$"{indent}{Line(field)}", .. Nested(field.Value)?.Fields.SelectMany(inner => Lines(inner, indent + "  ")) ?? []];

    private static string Line(FieldSchema field) =>
        $"{field.Name}{(field.IsRequired ? "" : "?")}: {Shape(field.Value)}, for {field.Purpose}{(field.IsPersonal ? $", {field.Personal}" : "")}{(field.IsBlindIndexed ? ", blind index" : "")}{(field.Feature is { } feature ? $", while {feature} is on" : "")}";

    private static string Shape(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => $"Text({value.MaxLength})",
        ValueKind.Enumeration => string.Join('|', value.Names),
        ValueKind.List => $"List({value.MaxItems}) of {Shape(value.Element!)}",
        ValueKind.Record => value.Record!.Type.Name,
        _ => value.Kind.ToString(),
    };

    private static RecordSchema? Nested(ValueSchema value) => value.Record ?? (value.Element is { } element ? Nested(element) : null);
}
