using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

/// <summary>What has happened, under a name, in order.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _entries = new(StringComparer.Ordinal);

    public int Write(string name, string entry)
    {
        var entries = _entries.GetOrAdd(name, _ => new());
        entries.Enqueue(entry);
        return entries.Count;
    }

    public IReadOnlyCollection<string> Read(string name) => _entries.GetValueOrDefault(name)?.ToArray() ?? [];
}

public sealed class JournalFunctions(Journal journal)
{
    [Function("Journal")]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journal/{name}")] HttpRequest request, string name) =>
        Results.Ok(journal.Read(name));
}
