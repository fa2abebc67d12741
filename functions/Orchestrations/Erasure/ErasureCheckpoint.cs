using System.Text.Json.Serialization;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>
/// What an erasure is started with, and goes on with. A wire contract: an orchestration that is under way reads what an older one
/// wrote. How far it is stands in its case, which activities keep, so nothing is lost with an orchestration.
/// </summary>
/// <param name="Poll">How long it waits at most before it looks again.</param>
public sealed record ErasureCheckpoint(string TenantId, Guid PersonId, Guid ErasureId, TimeSpan Poll);

/// <summary>In this order. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStep>))]
public enum ErasureStep
{
    /// <summary>Who asks is found to be who they say.</summary>
    Identify,

    /// <summary>Nothing processes the data any more (GDPR Art. 18).</summary>
    Restrict,

    /// <summary>Legal holds have ended.</summary>
    Holds,

    /// <summary>The time to think it over, or the time that a law says, has passed.</summary>
    Grace,

    /// <summary>The subject is told that it is about to happen, where a law says so.</summary>
    Announce,

    /// <summary>The point of no return.</summary>
    Commit,
    Unlinking,
    Records,
    ReadModels,
    Copies,

    /// <summary>Recipients are told (GDPR Art. 19).</summary>
    Tell,

    /// <summary>Recipients have said that they have done the same, or their time is up.</summary>
    Acknowledge,

    /// <summary>Time is up, and the officer is told who has not answered.</summary>
    Escalate,
    DestroyKey,

    /// <summary>Every store is counted afresh.</summary>
    Verify,
    Certify,

    /// <summary>It is taken back: the restriction ends.</summary>
    Cancel,
}

/// <summary>What is seen of an erasure that is under way. Flat, for the operations page shows plain figures.</summary>
/// <param name="Done">Of the stores that are to be erased.</param>
/// <param name="WaitsFor">A code; null while something is being done.</param>
public sealed record ErasureProgress(ErasureStep? Step, int Done, int Total, string? WaitsFor, DateTimeOffset? Until);
