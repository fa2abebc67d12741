using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Given what has happened, when somebody decides, then this follows.</summary>
public sealed class Scenario<TState, TEvent>(Domain<TState, TEvent> domain, TState? state)
    where TState : class
    where TEvent : class
{
    private Decision<TEvent>? _decision;

    public TState? State => state;

    public Scenario<TState, TEvent> When(Func<TState?, Decision<TEvent>> decide)
    {
        _decision = decide(state);
        return this;
    }

    /// <summary>No event: the command is granted and changes nothing.</summary>
    public void ThenNothing() => Then();

    public void Then(params TEvent[] events)
    {
        Assert.Null(_decision!.Error);
        Assert.Equal(events.Select(Text), _decision.Events.Select(Text));
        Assert.All(events, fact => Assert.Empty(domain.TypeOf(fact).Schema.Check(DocumentJson.Write(fact))));
        if (events.Aggregate(state, domain.Evolve) is { } after) Assert.Empty(domain.Schema.Check(DocumentJson.Write(after)));
    }

    public void Then(Error error)
    {
        Assert.Equal(Text(error), Text(_decision!.Error!));
        Assert.Empty(_decision.Events);
    }

    /// <summary>Refused with this code, and with these fields at fault.</summary>
    public void ThenRefused(string code, params string[] fields)
    {
        Assert.Equal(code, _decision!.Error?.Code);
        Assert.Equal(fields, _decision.Error!.Fields.Select(f => $"{f.Pointer} {f.Reason}"));
    }

    /// <summary>Records that hold lists are equal when they are written equally.</summary>
    private static string Text(object value) => $"{value.GetType().Name} {(value is TEvent fact ? DocumentJson.Write(fact) : DocumentJson.Write((Error)value)).ToJsonString()}";
}
