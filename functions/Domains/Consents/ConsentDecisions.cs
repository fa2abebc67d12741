using System.Text.RegularExpressions;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Consents;

/// <summary>Whose ledger it is, who says so and when: what the hash of an entry holds beside the choice.</summary>
public sealed record ConsentContext(string TenantId, Guid PersonId, string RecordedBy, DateTimeOffset RecordedAt);

/// <summary>
/// What somebody says is an entry, unless it is what stands already, for the same wording of the policy. Withdrawing what was never
/// granted is one too: it is a refusal, and whoever wants to ask again must be able to know.
/// </summary>
public static partial class ConsentDecisions
{
    private static readonly ConsentEvent[] Nothing = [];

    /// <summary>The person must be here: see <see cref="ConsentFunctions"/>.</summary>
    public static Decision<ConsentEvent> Record(ConsentLedger? state, ConsentChoice choice, ConsentContext context)
    {
        if (!PolicyVersion().IsMatch(choice.PolicyVersion))
            return ConsentErrors.Invalid(new Violation("/policyVersion", "must begin with a letter or digit, and have letters, digits, '.', '_' and '-' only"));
        if (IsStanding(state, choice)) return Nothing;
        var entry = Entry(choice, context, (state?.Count ?? 0) + 1, state?.Head ?? ConsentChain.Origin);
        return entry with { Hash = ConsentChain.HashOf(context.TenantId, context.PersonId, entry) };
    }

    public static ConsentLedger Evolve(ConsentLedger? state, ConsentEvent fact) => new()
    {
        Count = fact.Sequence,
        Head = fact.Hash,
        Standing = [.. (state?.Standing ?? []).Where(other => other.Purpose != fact.Purpose).Append(Standing(fact)).OrderBy(one => one.Purpose)],
    };

    private static bool IsStanding(ConsentLedger? state, ConsentChoice choice) => state?.Standing.Any(standing =>
        standing.Purpose == choice.Purpose && standing.Decision == choice.Decision && standing.PolicyVersion == choice.PolicyVersion) == true;

    private static StandingConsent Standing(ConsentEvent fact) => new()
    {
        Purpose = fact.Purpose,
        Decision = ConsentChain.DecisionOf(fact),
        PolicyVersion = fact.PolicyVersion,
        RecordedAt = fact.RecordedAt,
    };

    private static ConsentEvent Entry(ConsentChoice choice, ConsentContext context, long sequence, string previous) => choice.Decision switch
    {
        ConsentDecision.Granted => new ConsentGranted
        {
            Sequence = sequence,
            PreviousHash = previous,
            Hash = "",
            Purpose = choice.Purpose,
            PolicyVersion = choice.PolicyVersion,
            RecordedAt = context.RecordedAt,
            RecordedBy = context.RecordedBy,
        },
        ConsentDecision.Withdrawn => new ConsentWithdrawn
        {
            Sequence = sequence,
            PreviousHash = previous,
            Hash = "",
            Purpose = choice.Purpose,
            PolicyVersion = choice.PolicyVersion,
            RecordedAt = context.RecordedAt,
            RecordedBy = context.RecordedBy,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PolicyVersion();
}
