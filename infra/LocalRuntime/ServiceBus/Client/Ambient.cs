using System.Transactions;

namespace Serverless.LocalRuntime.ServiceBus.Client;

/// <summary>The real client takes part in the transaction around a call; here there are none, and a call must not pretend.</summary>
internal static class Ambient
{
    public static void ThrowInTransaction()
    {
        if (Transaction.Current is not null) throw new NotSupportedException("Service Bus in this process does not take part in transactions.");
    }
}
