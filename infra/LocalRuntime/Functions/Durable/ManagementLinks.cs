using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>Writes the addresses of <see cref="ManagementEndpoints"/>; all of them carry the key that opens them.</summary>
internal sealed class ManagementLinks(string hub, string connection, string key, Func<string?> authority)
{
    public const string Path = "/runtime/webhooks/durabletask";

    /// <param name="authority">Scheme, host and port; null is where the server listens.</param>
    public HttpManagementPayload Of(string instanceId, string? authority)
    {
        var at = authority ?? OwnAuthority();
        var query = $"taskHub={Uri.EscapeDataString(hub)}&connection={Uri.EscapeDataString(connection)}&code={Uri.EscapeDataString(key)}";
        var instance = $"{at}{Path}/instances/{Uri.EscapeDataString(instanceId)}";
        return new()
        {
            Id = instanceId,
            StatusQueryGetUri = $"{instance}?{query}",
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}?{query}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}&{query}",
            RewindPostUri = $"{instance}/rewind?reason={{text}}&{query}",
            PurgeHistoryDeleteUri = $"{instance}?{query}",
            RestartPostUri = $"{instance}/restart?{query}",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}&{query}",
            ResumePostUri = $"{instance}/resume?reason={{text}}&{query}",
        };
    }

    private string OwnAuthority() => authority()
        ?? throw new InvalidOperationException("The server does not listen yet, so there is no address to link to; a request would say one.");
}
