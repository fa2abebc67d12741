using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The addresses at which an instance is watched and steered. They carry the system key.</summary>
public class HttpManagementPayload
{
    [JsonPropertyName("id")]
    public string? Id { get; internal set; }

    [JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; internal set; }

    [JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri { get; internal set; }

    [JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri { get; internal set; }

    [JsonPropertyName("rewindPostUri")]
    public string? RewindPostUri { get; internal set; }

    [JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; internal set; }

    [JsonPropertyName("restartPostUri")]
    public string? RestartPostUri { get; internal set; }

    [JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri { get; internal set; }

    [JsonPropertyName("resumePostUri")]
    public string? ResumePostUri { get; internal set; }
}
