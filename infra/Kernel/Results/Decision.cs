using System.Diagnostics.CodeAnalysis;

namespace Serverless.Kernel.Results;

/// <summary>What a decision comes to: the facts that it makes true, or the reason why it is refused.</summary>
public sealed class Decision<TEvent>
    where TEvent : class
{
    private Decision(IReadOnlyList<TEvent> events, Error? error) => (Events, Error) = (events, error);

    /// <summary>In order; none where the command changes nothing.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsRefused => Error is not null;

    public static implicit operator Decision<TEvent>(TEvent only) => new([only], error: null);

    public static implicit operator Decision<TEvent>(TEvent[] events) => new(events, error: null);

    public static implicit operator Decision<TEvent>(Error error) => new([], error);
}
