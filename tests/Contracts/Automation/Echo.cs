using System.Collections.Concurrent;
using Serverless.Contracts.Records;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Automation;

/// <summary>Notes down what it hears of each counter, and can be told what to make of a number.</summary>
public sealed class Echo
{
    public const string Name = "echo";

    /// <summary>Refused for good.</summary>
    public const int Poison = 13;

    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<object>> _heard = new();

    /// <summary>What a number leads to, before it is noted down.</summary>
    public Func<int, Task<Error?>> Answer { get; set; } = Refuse;

    public static Task<Error?> Refuse(int number) =>
        Task.FromResult(number == Poison ? new Error(ErrorKind.Conflict, "bad-luck", "Nobody wants that number.") : null);

    public static Task<Error?> Accept(int number) => Task.FromResult<Error?>(null);

    /// <summary>In the order in which it was heard: numbers, and owners.</summary>
    public IReadOnlyList<object> Heard(Guid recordId) => _heard.TryGetValue(recordId, out var heard) ? [.. heard] : [];

    public async Task<Error?> HearAsync(object fact, EventDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (fact is Added added && await Answer(added.Number) is { } refusal) return refusal;
        _heard.GetOrAdd(document.RecordId, _ => new()).Enqueue(fact is Added { Number: var number } ? number : ((Opened)fact).Owner);
        return null;
    }
}
