using Serverless.Kernel.Access;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Automation;

/// <summary>On whose behalf something follows from an event.</summary>
public static class ReactionCaller
{
    private static readonly HashSet<Role> None = [];

    /// <summary>Who made the event happen: named in what follows, and allowed nothing by it.</summary>
    public static Caller Of(EventDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new Caller(document.TenantId, document.By.CallerId, PersonId: null, None);
    }
}
