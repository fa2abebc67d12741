using Microsoft.Azure.Cosmos;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>The connection of one client, which a test may cut: from then on nothing it sends arrives, like that of a process that is gone.</summary>
public sealed class Line : RequestHandler
{
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsCut => _cut.Task.IsCompleted;

    /// <returns>Fails, as all does that the dead process still does.</returns>
    public Task CutAsync()
    {
        _cut.TrySetResult();
        return Task.FromException(new HttpRequestException("The process is gone."));
    }

    public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken) =>
        IsCut ? throw new HttpRequestException("The line is cut.") : base.SendAsync(request, cancellationToken);
}
