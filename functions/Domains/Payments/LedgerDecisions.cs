using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>How a ledger is opened and closed, and its open accounts counted.</summary>
public static class LedgerDecisions
{
    private static readonly LedgerEvent[] Nothing = [];

    public static Decision<LedgerEvent> Open(LedgerDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return string.IsNullOrWhiteSpace(details.Name)
            ? PaymentErrors.LedgerInvalid(new Violation("/name", "has no text"))
            : new LedgerOpened { Name = details.Name.Trim() };
    }

    /// <summary>Asks for a state: asked again, it changes nothing.</summary>
    public static Decision<LedgerEvent> Close(Ledger? state) => state switch
    {
        null => PaymentErrors.LedgerNotFound,
        { Status: LedgerStatus.Closed } => Nothing,
        { OpenAccounts: > 0 } => PaymentErrors.LedgerInUse,
        _ => new LedgerClosed(),
    };

    public static Ledger Evolve(Ledger? state, LedgerEvent fact) => (state, fact) switch
    {
        (null, LedgerOpened opened) => new Ledger { Name = opened.Name, Status = LedgerStatus.Open, OpenAccounts = 0 },
        ({ }, LedgerAccountOpened opened) => state with { OpenAccounts = opened.OpenAccounts },
        ({ }, LedgerAccountClosed closed) => state with { OpenAccounts = closed.OpenAccounts },
        ({ }, LedgerClosed) => state with { Status = LedgerStatus.Closed },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a ledger")}."),
    };
}
