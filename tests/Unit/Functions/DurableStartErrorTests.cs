using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class DurableStartErrorTests
{
    [Theory]
    [InlineData(typeof(NoContext), "'NoContext'", "'context'", "System.Int32", "orchestrationTrigger")]
    [InlineData(typeof(TwoInputs), "'TwoInputs'", "'second'", "System.String", "orchestrationTrigger")]
    [InlineData(typeof(SameOrchestration), "'Second'", "'Shared'", "'First'")]
    [InlineData(typeof(SameActivity), "'SecondActivity'", "'shared'", "'FirstActivity'")]
    [InlineData(typeof(UnboundActivity), "'UnboundActivity'", "'other'", "activityTrigger")]
    [InlineData(typeof(ActivityContext), "'ActivityContext'", "'context'", "TaskActivityContext")]
    [InlineData(typeof(NoClient), "'NoClient'", "'client'", "DurableClientAttribute", "System.Object")]
    [InlineData(typeof(OtherHub), "'OtherHub'", "'Elsewhere'", "'TestHubName'")]
    [InlineData(typeof(Retried), "'Retried'", "FixedDelayRetryAttribute")]
    public void A_durable_function_that_cannot_be_served_is_named_with_the_reason(Type type, params string[] parts)
    {
        using var app = new TestApp();
        var problem = app.Problem(type);
        Assert.All(parts, part => Assert.Contains(part, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"hubName\": \"no hub\"", "hubName", "'no hub'")]
    [InlineData("\"hubName\": 7", "hubName", "a string")]
    [InlineData("\"hubName\": \"%Missing%\"", "hubName", "'Missing'")]
    [InlineData("\"maxConcurrentActivityFunctions\": 0", "maxConcurrentActivityFunctions", "above 0")]
    [InlineData("\"maxConcurrentOrchestratorFunctions\": \"many\"", "maxConcurrentOrchestratorFunctions", "a number")]
    [InlineData("\"overridableExistingInstanceStates\": \"Some\"", "overridableExistingInstanceStates", "AnyState")]
    [InlineData("\"maxConcurrency\": 1", "maxConcurrency", "no known setting")]
    public void A_setting_that_is_not_valid_is_named(string setting, params string[] parts)
    {
        using var app = new TestApp($$"""{ "version": "2.0", "extensions": { "durableTask": { {{setting}} } } }""");
        var problem = Assert.Throws<StartException>(() => app.Build(typeof(Sound)).Dispose()).Message;
        Assert.All(parts, part => Assert.Contains(part, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_reach_the_engine()
    {
        using var app = new TestApp(
            """
            { "version": "2.0", "extensions": { "durableTask": {
                "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 4, "defaultVersion": "1.2" } } }
            """);
        using var host = app.Build(typeof(Sound));
        var engine = host.Services.GetRequiredService<HostJson>().DurableTask.Engine;
        Assert.Equal((3, 4, "1.2"), (engine.MaxConcurrentActivities, engine.MaxConcurrentOrchestrations, engine.DefaultVersion));
    }

    [Fact]
    public void A_hub_may_be_named_by_a_setting_and_a_client_may_name_it()
    {
        using var app = new TestApp(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%Hub%" } } }""", """{ "Values": { "Hub": "Elsewhere" } }""");
        app.Build(typeof(Sound), typeof(OtherHub)).Dispose();
    }

    [Fact]
    public void An_app_without_durable_functions_keeps_no_task_hub()
    {
        using var app = new TestApp();
        app.Build(typeof(NotDurable)).Dispose();
        Assert.False(Directory.Exists(Path.Combine(app.Folder, ".local", "durabletask")));
    }

    private static class Sound
    {
        [Function("Sound")]
        public static Task<int> RunAsync(
            [OrchestrationTrigger] TaskOrchestrationContext context, int input, FunctionContext function, CancellationToken cancellation) =>
            Task.FromResult(input + context.InstanceId.Length + function.InvocationId.Length + cancellation.GetHashCode());

        [Function("SoundActivity")]
        public static int Run([ActivityTrigger] int input, string instanceId, FunctionContext function) => input + instanceId.Length + function.InvocationId.Length;
    }

    private static class NotDurable
    {
        [Function("NotDurable")]
        public static void Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => _ = timer;
    }

    private static class NoContext
    {
        [Function("NoContext")]
        public static void Run([OrchestrationTrigger] int context) => _ = context;
    }

    private static class TwoInputs
    {
        [Function("TwoInputs")]
        public static void Run([OrchestrationTrigger] TaskOrchestrationContext context, int first, string second) => _ = (context, first, second);
    }

    private static class SameOrchestration
    {
        [Function("First")]
        public static void First([OrchestrationTrigger(Orchestration = "Shared")] TaskOrchestrationContext context) => _ = context;

        [Function("Second")]
        public static void Second([OrchestrationTrigger(Orchestration = "Shared")] TaskOrchestrationContext context) => _ = context;
    }

    private static class SameActivity
    {
        [Function("FirstActivity")]
        public static void First([ActivityTrigger(Activity = "Shared")] string input) => _ = input;

        [Function("SecondActivity")]
        public static void Second([ActivityTrigger(Activity = "shared")] string input) => _ = input;
    }

    private static class UnboundActivity
    {
        [Function("UnboundActivity")]
        public static void Run([ActivityTrigger] string input, string other) => _ = (input, other);
    }

    private static class ActivityContext
    {
        [Function("ActivityContext")]
        public static void Run([ActivityTrigger] TaskActivityContext context) => _ = context;
    }

    private static class NoClient
    {
        [Function("NoClient")]
        public static void Run([ActivityTrigger] string input, [DurableClient] object client) => _ = (input, client);
    }

    private static class OtherHub
    {
        [Function("OtherHub")]
        public static void Run([ActivityTrigger] string input, [DurableClient(TaskHub = "Elsewhere")] DurableTaskClient client) => _ = (input, client);
    }

    private static class Retried
    {
        [Function("Retried")]
        [FixedDelayRetry(3, "00:00:01")]
        public static void Run([ActivityTrigger] string input) => _ = input;
    }
}
