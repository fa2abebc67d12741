using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Serverless.Cloud.Http;
using Serverless.Functions.Platform;

namespace Serverless.Architecture.Contract;

/// <summary>What clients of the API depend on.</summary>
[Trait("Requirement", "S118")]
public sealed class ApiContractTests
{
    private const string Approved = "tests/Architecture/Approved/openapi.json";

    private static readonly string Json = ApiFunctions.Describe();
    private static readonly ReadResult Read = OpenApiDocument.Parse(Json, "json");

    public static TheoryData<string> Functions => [.. HttpFunctions().Select(function => function.Name)];

    /// <summary>
    /// A line that begins with "removed" or "changed" breaks somebody's client, unless it is a description: add beside it and
    /// retire the old first. When the change is meant, copy the received file over the approved one.
    /// </summary>
    [Fact]
    public void The_API_is_what_is_approved()
    {
        var received = Path.Combine(AppContext.BaseDirectory, "openapi.received.json");
        File.WriteAllText(received, Json + "\n");

        var approved = File.ReadAllText(Path.Combine(Repository.Root, Approved));
        var changes = JsonChanges.Between(JsonNode.Parse(approved), JsonNode.Parse(Json)).ToList();
        Assert.True(changes.Count == 0, $"{Approved} differs from {received}:\n{string.Join('\n', changes)}");
    }

    [Fact]
    public void The_description_is_valid_OpenAPI()
    {
        Assert.Empty(Read.Diagnostic!.Errors);
        Assert.Empty(Read.Diagnostic.Warnings);
        Assert.Empty(Read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
    }

    [Fact]
    public void Every_operation_has_an_id_of_its_own()
    {
        var ids = Operations().Select(operation => operation.OperationId).ToList();
        Assert.NotEmpty(ids);
        Assert.DoesNotContain(null, ids);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_HTTP_function_is_described_whole(string name)
    {
        var method = HttpFunctions().Single(function => function.Name == name).Method;
        var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single();
        var described = Read.Document!.Paths
            .SelectMany(path => path.Value.Operations!.Values, (path, operation) => (Path: path.Key, Operation: operation))
            .Where(one => one.Operation.OperationId == name || one.Operation.OperationId!.StartsWith(name + "-", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(trigger.Methods!.Length, described.Count);
        Assert.All(described, one =>
        {
            Assert.False(string.IsNullOrWhiteSpace(one.Operation.Summary));
            var success = Assert.Single(one.Operation.Responses!, response => response.Key.StartsWith('2'));
            Assert.True(success.Key is not ("200" or "201") || success.Value.Content is { Count: > 0 }, $"{name} answers {success.Key} and does not say what.");
            Assert.Equal(
                one.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')),
                (one.Operation.Parameters ?? []).Where(parameter => parameter is { In: ParameterLocation.Path, Required: true, Schema: not null }).Select(parameter => parameter.Name));
            if (method.GetCustomAttribute<OperationAttribute>()!.Body is not null)
                Assert.All(one.Operation.RequestBody!.Content!.Values, media => Assert.True(media.Schema is { Properties.Count: > 0 } or { Items: not null }));
        });
    }

    private static IEnumerable<OpenApiOperation> Operations() => Read.Document!.Paths.Values.SelectMany(path => path.Operations!.Values);

    private static IEnumerable<(string Name, MethodInfo Method)> HttpFunctions() =>
        from type in typeof(ApiFunctions).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
        where name is not null && method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)))
        select (name, method);
}
