using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>Lets requests meet the faults that were asked for.</summary>
internal sealed class FaultInjector(Engines engines)
{
    public bool IsIdle => engines.Faults.IsEmpty;

    public async ValueTask<GatewayResponse> HandleAsync(
        Route route,
        Call call,
        Func<Route, Call, CancellationToken, ValueTask<GatewayResponse>> handle,
        CancellationToken cancellation)
    {
        var (database, container) = call.Names();
        var (delay, failure) = engines.Faults.Next(route.Kind, database, container);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, engines.Time, cancellation);
        switch (failure?.Action)
        {
            case null:
                return await handle(route, call, cancellation);
            case FaultAction.DropRequest:
                return GatewayResponse.Dropped;
            case FaultAction.DropAnswer or FaultAction.Exit:
                await IgnoreAnswerAsync(handle(route, call, cancellation));
                if (failure.Action == FaultAction.Exit) engines.Exit?.Invoke();
                return GatewayResponse.Dropped;
            case FaultAction.DelayAnswer:
                var answer = await handle(route, call, cancellation);
                await Task.Delay(failure.Delay, engines.Time, cancellation);
                return answer;
            default:
                throw Refusal(failure);
        }
    }

    private static async ValueTask IgnoreAnswerAsync(ValueTask<GatewayResponse> answering)
    {
        try
        {
            await answering;
        }
        catch (RequestException)
        {
            // A refusal is an answer too, and is lost like any other.
        }
    }

    private static RequestException Refusal(FaultRule rule) => rule.Action switch
    {
        FaultAction.TooManyRequests => RequestErrors.TooManyRequests(rule.RetryAfter),
        FaultAction.RequestTimeout => RequestErrors.RequestTimeout(),
        FaultAction.RetryWith => RequestErrors.RetryWith(),
        FaultAction.ServiceUnavailable => RequestErrors.ServiceUnavailable(),
        _ => throw new InvalidOperationException($"A fault of action {rule.Action} refuses nothing."),
    };
}
