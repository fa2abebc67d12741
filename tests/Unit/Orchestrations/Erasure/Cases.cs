using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Orchestrations.Erasure;

/// <summary>Erasures as they are when they are asked for.</summary>
internal static class Cases
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ErasureCase New(Jurisdiction jurisdiction = Jurisdiction.Gdpr)
    {
        var id = Guid.NewGuid();
        return new ErasureCase
        {
            TenantId = "acme",
            SubjectId = ErasureCase.SubjectOf(id),
            ErasureId = id,
            PersonId = Guid.NewGuid(),
            Reason = ErasureReason.ConsentWithdrawn,
            RequestedBy = Requester.Subject,
            Jurisdiction = jurisdiction,
            RequestedAt = Start,
            RespondBy = Start.AddMonths(1),
            RespondRule = "a rule",
            Acts = [new ErasureAct(ErasureActKind.Requested, "officer-1", Start)],
        };
    }
}
