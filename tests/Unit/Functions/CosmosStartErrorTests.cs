using Microsoft.Azure.Functions.Worker;

namespace Serverless.Unit.Functions;

public sealed class CosmosStartErrorTests
{
    [Theory]
    [InlineData(typeof(TwoStarts), "'TwoStarts'", "StartFromBeginning", "StartFromTime")]
    [InlineData(typeof(BadStart), "'BadStart'", "StartFromTime", "'yesterday'")]
    [InlineData(typeof(OwnLeases), "'OwnLeases'", "'notes'", "LeaseContainerName")]
    [InlineData(typeof(NoConnection), "'NoConnection'", "'Cosmos'")]
    public void A_function_whose_feed_cannot_be_read_is_named_with_the_reason(Type type, params string[] parts)
    {
        using var app = new TestApp(localSettings: """{ "Values": { "Here": "AccountEndpoint=http://localhost:8081/;AccountKey=AAAA" } }""");
        var problem = app.Problem(type);
        Assert.All(parts, part => Assert.Contains(part, problem, StringComparison.Ordinal));
    }

    private sealed class TwoStarts
    {
        [Function("TwoStarts")]
        public static void Run(
            [CosmosDBTrigger("d", "notes", Connection = "Here", StartFromBeginning = true, StartFromTime = "2024-01-31T00:00:00Z")] IReadOnlyList<object> changes) =>
            _ = changes;
    }

    private sealed class BadStart
    {
        [Function("BadStart")]
        public static void Run([CosmosDBTrigger("d", "notes", Connection = "Here", StartFromTime = "yesterday")] IReadOnlyList<object> changes) => _ = changes;
    }

    private sealed class OwnLeases
    {
        [Function("OwnLeases")]
        public static void Run([CosmosDBTrigger("d", "notes", Connection = "Here", LeaseContainerName = "notes")] IReadOnlyList<object> changes) => _ = changes;
    }

    private sealed class NoConnection
    {
        [Function("NoConnection")]
        public static void Run([CosmosDBTrigger("d", "c", Connection = "Cosmos")] IReadOnlyList<object> changes) => _ = changes;
    }
}
