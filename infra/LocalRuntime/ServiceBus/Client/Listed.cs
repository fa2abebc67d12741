#nullable disable

using Azure;

namespace Serverless.LocalRuntime.ServiceBus.Client;

/// <summary>A list that the service gives page by page, and that is short enough here for one.</summary>
internal sealed class Listed<T>(Func<Task<IReadOnlyList<T>>> read) : AsyncPageable<T>
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        yield return Page<T>.FromValues(await read(), continuationToken: null, response: null);
    }
}
