using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;

namespace Serverless.Acceptance.Privacy;

/// <summary>
/// Puts a value that can be found again into every personal field of what HTTP commands take, as the fields are declared, and knows
/// where that was done: a command or field that is new is planted, or missed.
/// </summary>
/// <param name="word">Part of every text.</param>
internal sealed class Planting(string word)
{
    private static readonly Dictionary<string, OperationAttribute> Operations = (
        from type in typeof(PeopleDomain).Assembly.GetTypes()
        from method in type.GetMethods()
        let operation = method.GetCustomAttribute<OperationAttribute>()
        where operation is not null
        select (method.GetCustomAttribute<FunctionAttribute>()!.Name, operation)).ToDictionary();

    private static int _values;

    private readonly HashSet<string> _planted = [];
    private readonly bool _isCanary = word == Canary.Word;

    public DateTimeOffset Time => _isCanary ? Canary.Time : Canary.OtherTime;

    /// <summary>Each personal field of each command, and each command that takes a table.</summary>
    public static IReadOnlyList<string> Declared { get; } =
    [
        .. Operations.SelectMany(one => one.Value switch
        {
            { Body: { } body } => Personal(RecordSchema.Of(body), pointer: "").Select(pointer => $"{one.Key} {pointer}"),
            { BodyTypes.Length: > 0 } => [one.Key],
            _ => [],
        }).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Missing => [.. Declared.Except(_planted, StringComparer.Ordinal)];

    /// <summary>The body of a command.</summary>
    /// <param name="rest">What must stand in it besides, with the lists and objects whose fields are personal.</param>
    public JsonObject Body(string function, JsonObject? rest = null)
    {
        var body = rest ?? [];
        Fill(RecordSchema.Of(Operations[function].Body!), body, $"{function} ");
        return body;
    }

    /// <summary>A cell of a table that a command takes.</summary>
    public string Cell(string function)
    {
        _planted.Add(function);
        return Text(function);
    }

    private static IEnumerable<string> Personal(RecordSchema schema, string pointer) => schema.Fields.SelectMany(field =>
        field.IsPersonal ? [$"{pointer}/{field.Name}"]
        : field.Value switch
        {
            { Record: { } record } => Personal(record, $"{pointer}/{field.Name}"),
            { Element.Record: { } record } => Personal(record, $"{pointer}/{field.Name}/*"),
            _ => [],
        });

    private void Fill(RecordSchema schema, JsonObject body, string pointer)
    {
        foreach (var field in schema.Fields)
        {
            var at = $"{pointer}/{field.Name}";
            if (field.IsPersonal)
            {
                body[field.Name] = Value(field, at);
                _planted.Add(at);
            }
            else if (field.Value.Record is { } record && body[field.Name] is JsonObject part)
            {
                Fill(record, part, at);
            }
            else if (field.Value.Element?.Record is { } element && body[field.Name] is JsonArray items)
            {
                foreach (var item in items) Fill(element, item!.AsObject(), $"{at}/*");
            }
        }
    }

    private JsonNode Value(FieldSchema field, string at) => (field.Value.Kind, field.Name) switch
    {
        (ValueKind.Text, "email") => $"{word}.{Next()}@{word}.example",
        (ValueKind.Text, "phone") => _isCanary ? Canary.Phone : Canary.OtherPhone,
        (ValueKind.Text, "link") => $"https://{word}.example/{Next()}",
        (ValueKind.Text, _) => Text(at),
        (ValueKind.Time, _) => Time.ToString("O", CultureInfo.InvariantCulture),
        // Too short to be found among bytes; that it is sealed is seen in the documents.
        (ValueKind.Integer, _) => 77,
        _ => throw new InvalidOperationException($"Nobody has said what to plant in {at}, a {field.Value.Kind}."),
    };

    private static int Next() => Interlocked.Increment(ref _values);

    private string Text(string at) => $"{word} {Next()} in {at}";
}
