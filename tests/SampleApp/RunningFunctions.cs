using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Serverless.SampleApp;

/// <summary>Functions that take as long as the host lets them.</summary>
public sealed class RunningFunctions(IHostApplicationLifetime lifetime, Journal journal)
{
    private static int _running;

    [Function("UntilStop")]
    public async Task<IResult> UntilStopAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        journal.Write("UntilStop", "entered");
        await stopping.Task;
        await Task.Yield();
        return Results.Ok("finished");
    }

    [Function("WaitForStop")]
    public async Task<string> WaitForStopAsync([ActivityTrigger] string? input)
    {
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        journal.Write("WaitForStop", input ?? "entered");
        await stopping.Task;
        await Task.Yield();
        return "finished";
    }

    [Function("UntilCancelled")]
    public async Task<IResult> UntilCancelledAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellation)
    {
        journal.Write("UntilCancelled", "begun");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            journal.Write("UntilCancelled", "cancelled");
        }
        return Results.Ok();
    }

    /// <summary>Does not listen to its cancellation.</summary>
    [Function("Deaf")]
    public async Task<IResult> DeafAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        journal.Write("Deaf", request.Method);
        await new TaskCompletionSource().Task;
        return Results.Ok();
    }

    /// <summary>Tells how many other requests it is answering.</summary>
    [Function("Beside")]
    public static async Task<IResult> BesideAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        var running = Interlocked.Increment(ref _running);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), request.HttpContext.RequestAborted);
            return Results.Ok(running - 1);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
