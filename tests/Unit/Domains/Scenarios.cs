using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

public static class Scenarios
{
    public static Scenario<TState, TEvent> Given<TState, TEvent>(this Domain<TState, TEvent> domain, params TEvent[] events)
        where TState : class
        where TEvent : class => new(domain, events.Aggregate((TState?)null, domain.Evolve));
}
