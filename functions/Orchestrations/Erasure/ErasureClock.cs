using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>When erasing may begin.</summary>
/// <param name="Rule">What says so: a law, or the setting of who runs the system.</param>
/// <param name="IsStatutory">Nobody may begin earlier, not even who asked for it.</param>
/// <param name="NoticeAt">From when the subject must have been told that it is about to happen; null where no rule says so.</param>
public sealed record ErasureSchedule(DateTimeOffset EraseAt, string Rule, bool IsStatutory, DateTimeOffset? NoticeAt, string? NoticeRule);

/// <summary>
/// When erasing may begin. The GDPR wants it without undue delay (Art. 17(1)) and an answer within a month of receipt (Art. 12(3)),
/// so that only a short time to think it over is left. India's Digital Personal Data Protection Rules, 2025, want data kept for a
/// year after it was last processed (rule 8(3)), which ends here with the restriction, and the subject told forty-eight hours before
/// it is erased (rule 8(2)).
/// </summary>
public static class ErasureClock
{
    public const string Grace = "Erasure__Grace";

    private const int DpdpYears = 1;
    private static readonly TimeSpan DpdpNotice = TimeSpan.FromHours(48);

    /// <param name="restrictedFrom">From when on nothing has processed the subject's data.</param>
    /// <param name="grace">To think it over, where no law says how long it takes.</param>
    public static ErasureSchedule ScheduleOf(Jurisdiction jurisdiction, DateTimeOffset restrictedFrom, TimeSpan grace)
    {
        if (jurisdiction == Jurisdiction.Gdpr) return new(restrictedFrom + grace, Grace, IsStatutory: false, NoticeAt: null, NoticeRule: null);
        if (jurisdiction != Jurisdiction.Dpdp) throw Unknown(jurisdiction);
        var eraseAt = restrictedFrom.AddYears(DpdpYears);
        return new(eraseAt, "DPDP Rules 2025, rule 8(3)", IsStatutory: true, eraseAt - DpdpNotice, "DPDP Rules 2025, rule 8(2)");
    }

    private static ArgumentOutOfRangeException Unknown(Jurisdiction jurisdiction) => new(nameof(jurisdiction), jurisdiction, "No clock is known.");
}
