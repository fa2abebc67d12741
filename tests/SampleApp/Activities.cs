using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Serverless.SampleApp;

/// <summary>What the orchestrations call.</summary>
public sealed class Activities(Journal journal, Visit visit, IConfiguration configuration)
{
    [Function("Add")]
    public int Add([ActivityTrigger] Step step, string instanceId)
    {
        journal.Write("Add", instanceId);
        return step.Number + step.Add;
    }

    [Function("FailTwice")]
    public int FailTwice([ActivityTrigger] string name)
    {
        var count = journal.Write("FailTwice-" + name, "called");
        return count > 2 ? count : throw new InvalidOperationException("Fails on purpose.");
    }

    [Function("Hold")]
    public async Task<int> HoldAsync([ActivityTrigger] int number, CancellationToken cancellation)
    {
        journal.Write("Hold", "entered");
        if (configuration["Hold"] == "true")
            await Task.Delay(Timeout.Infinite, cancellation);
        return number + 100;
    }

    [Function("Inspect")]
    public Trace Inspect([ActivityTrigger] FunctionContext context, string instanceId) =>
        new(instanceId, (string)context.Items["stamp"], context.Features.Get<Visit>() == visit);
}
