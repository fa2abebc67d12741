using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>Why a record stays although its time in reach is over. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftAlone>))]
public enum LeftAlone
{
    /// <summary>A legal hold on its subject stands.</summary>
    LegalHold,

    /// <summary>Its subject's data is restricted (GDPR Art. 18): it is kept, and nothing else is done with it.</summary>
    Restricted,

    /// <summary>An event of it is parked and may be replayed.</summary>
    DeadLetters,

    /// <summary>It was brought back from an archive for a while that is not over.</summary>
    BroughtBack,

    /// <summary>It was changed, brought under a hold or a restriction, or erased after it had been chosen.</summary>
    Meanwhile,
}

/// <summary>Asks whether a legal hold on a subject stands.</summary>
public delegate Task<bool> IsHeld(SubjectPlace subject, CancellationToken cancellation);

/// <summary>Whose records may not be touched. Asked of the stores themselves and not of what a process remembers.</summary>
public sealed class RetirementGuard(SubjectKeys keys, DeadLetters letters, IsHeld isHeld, TimeProvider time)
{
    private static readonly HashSet<Guid> None = [];

    internal async Task<SubjectGuard> AskAsync(Domain domain, SubjectPlace subject, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await isHeld(subject, cancellation)) return new SubjectGuard(LeftAlone.LegalHold, None, now);
        if (await keys.IsRestrictedAsync(subject.TenantId, subject.SubjectId, cancellation)) return new SubjectGuard(LeftAlone.Restricted, None, now);
        var parked = await letters.ParkedAsync(subject, cancellation);
        return new SubjectGuard(
            Everything: null,
            parked.Where(letter => letter.Event.Container == domain.Container).Select(letter => letter.Event.RecordId ?? SubjectGuard.AnyRecord).ToHashSet(),
            now);
    }
}

/// <summary>What was found about one subject.</summary>
/// <param name="Everything">Why nothing of theirs may be touched.</param>
/// <param name="Parked">Records of which an event is parked.</param>
internal sealed record SubjectGuard(LeftAlone? Everything, IReadOnlySet<Guid> Parked, DateTimeOffset At)
{
    /// <summary>Parked events do not all say whose they are.</summary>
    public static readonly Guid AnyRecord = Guid.Empty;

    public LeftAlone? Of(JsonObject state)
    {
        if (Everything is not null) return Everything;
        if (Parked.Contains((Guid)state["id"]!) || Parked.Contains(AnyRecord)) return LeftAlone.DeadLetters;
        return state[Rehydrating.KeptField] is { } until && RecordDocuments.Time(until) > At ? LeftAlone.BroughtBack : null;
    }
}
