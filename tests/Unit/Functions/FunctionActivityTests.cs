using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Functions.Durable;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.Unit.Functions;

public sealed class FunctionActivityTests
{
    [Fact]
    public async Task An_activity_gets_its_input_and_the_id_of_its_instance()
    {
        using var app = new TestApp();
        using var host = app.Build(typeof(Activities));
        Assert.Equal("7 of one", await Activity(host, "Describe").RunAsync(new Call(), 7));
        Assert.Equal("0 of one", await Activity(host, "Describe").RunAsync(new Call(), null));
    }

    [Fact]
    public async Task An_activity_that_the_end_of_the_host_cuts_short_has_no_outcome()
    {
        // A time limit would be another reason to go on elsewhere.
        using var app = new TestApp("""{ "version": "2.0", "functionTimeout": "-1" }""");
        using var host = app.Build(typeof(Activities));
        using var patience = new CancellationTokenSource();
        host.Services.GetRequiredService<HostShutdown>().Begin(patience.Token);
        var waiting = new Waiting();

        var run = Activity(host, "Wait").RunAsync(new Call(), waiting);
        await waiting.Entered.Task.WaitAsync(Deadline.Patience);
        await patience.CancelAsync();
        // Outside the context of the test, so that what follows from the function's end is done when this returns.
        await Task.Run(waiting.Leaving.SetResult);
        Assert.False(run.IsCompleted);
    }

    private static FunctionActivity Activity(IHost host, string name) => new(
        host.Services.GetRequiredService<FunctionSet>().All.Single(function => function.Name == name),
        typeof(object),
        host.Services.GetRequiredService<FunctionExecutor>(),
        host.Services.GetRequiredService<HostShutdown>());

    private sealed class Call : TaskActivityContext
    {
        public override TaskName Name => "Activity";

        public override string InstanceId => "one";
    }

    private sealed class Waiting
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Leaving { get; } = new();
    }

    private static class Activities
    {
        [Function("Describe")]
        public static string Describe([ActivityTrigger] int input, string instanceId) => $"{input} of {instanceId}";

        [Function("Wait")]
        public static async Task WaitAsync([ActivityTrigger] Waiting waiting, CancellationToken cancellation)
        {
            waiting.Entered.SetResult();
            await waiting.Leaving.Task;
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
