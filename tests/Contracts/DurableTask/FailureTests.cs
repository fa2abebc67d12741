using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>What becomes of errors.</summary>
public sealed class FailureTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_failed_activity_is_caught_with_its_cause()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Catch", async (context, _) =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail");
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName}: {failed.FailureDetails.ErrorMessage} <- {failed.FailureDetails.InnerFailure!.ErrorMessage} "
                        + failed.FailureDetails.IsCausedBy<InvalidOperationException>();
                }
            })
            .Activity<object?, string>("Fail", _ => throw new InvalidOperationException("outer", new ArgumentException("inner")))
            .StartAsync();

        Assert.Equal("Fail: outer <- inner True", (await hub.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_orchestration_fails_with_what_it_does_not_catch()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Outer", (context, _) => context.CallSubOrchestratorAsync<string>("Inner"))
            .Orchestrator<object?, string>("Inner", (context, _) => context.CallActivityAsync<string>("Fail"))
            .Activity<object?, string>("Fail", _ => throw new NotSupportedException("not so"))
            .StartAsync();

        var done = await hub.RunAsync("Outer");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        var details = done.FailureDetails!;
        Assert.Equal(typeof(TaskFailedException).FullName, details.ErrorType);
        Assert.True(details.InnerFailure!.InnerFailure!.IsCausedBy<NotSupportedException>(), details.ToString());
        Assert.Equal("not so", details.InnerFailure.InnerFailure.ErrorMessage);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_retry_policy_tries_again_until_it_gives_up()
    {
        var calls = 0;
        await using var hub = await new TaskHub()
            .Orchestrator<int, int>("Retry", (context, attempts) => context.CallActivityAsync<int>(
                "Flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromMilliseconds(5), backoffCoefficient: 1.5))))
            .Activity<object?, int>("Flaky", _ => ++calls < 3 ? throw new IOException("busy") : calls)
            .StartAsync();

        Assert.Equal(3, (await hub.RunAsync("Retry", 3)).ReadOutputAs<int>());
        calls = 0;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("Retry", 2)).RuntimeStatus);
        Assert.Equal(2, calls);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_retry_handler_decides_after_each_failure()
    {
        var calls = 0;
        await using var hub = await new TaskHub()
            .Orchestrator<object?, int>("Retry", (context, _) => context.CallActivityAsync<int>(
                "Flaky",
                options: TaskOptions.FromRetryHandler(retry => retry.LastFailure.IsCausedBy<IOException>() && retry.LastAttemptNumber < 4)))
            .Activity<object?, int>("Flaky", _ => ++calls < 4 ? throw new IOException("busy") : calls)
            .StartAsync();

        Assert.Equal(4, (await hub.RunAsync("Retry")).ReadOutputAs<int>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_sub_orchestration_is_retried_as_a_new_instance()
    {
        var calls = 0;
        await using var hub = await new TaskHub()
            .Orchestrator<object?, int>("Outer", (context, _) => context.CallSubOrchestratorAsync<int>(
                "Inner", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)))))
            .Orchestrator<object?, int>("Inner", (context, _) => ++calls < 2 ? throw new IOException("busy") : Task.FromResult(calls))
            .StartAsync();

        Assert.Equal(2, (await hub.RunAsync("Outer")).ReadOutputAs<int>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_is_not_registered_fails_by_its_name()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Caller", (context, _) => context.CallActivityAsync<string>(
                "Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromHours(1)))))
            .StartAsync();

        var activity = await hub.RunAsync("Caller");
        Assert.Contains("'Nowhere'", activity.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        var orchestrator = await hub.RunAsync("Absent");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, orchestrator.RuntimeStatus);
        Assert.Contains("'Absent'", orchestrator.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_input_output_or_result_that_cannot_be_converted_fails_the_orchestration()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, object?>("Input", (_, number) => Task.FromResult<object?>(number))
            .Orchestrator<object?, object>("Output", (_, _) => Task.FromResult<object>(new Func<int>(() => 1)))
            .Orchestrator<object?, int>("Result", (context, _) => context.CallActivityAsync<int>("Text"))
            .Activity<object?, string>("Text", _ => "no number")
            .StartAsync();

        foreach (var name in (string[])["Input", "Output", "Result"])
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync(name, "text")).RuntimeStatus);
    }
}
