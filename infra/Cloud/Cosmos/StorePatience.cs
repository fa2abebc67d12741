using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// Ends the wait for the store while somebody still waits for the answer: the SDK asks a store that it cannot reach again for
/// two minutes. What was asked may be done all the same.
/// </summary>
internal sealed class StorePatience(TimeSpan patience, TimeProvider time) : RequestHandler
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">The store has not answered, however often the SDK has asked.</exception>
    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException e) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The store has not answered for {patience.TotalSeconds:0} s.", e);
        }
    }
}
