using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Orchestrations.Erasure;

/// <summary>What people may do about an erasure, and when not.</summary>
[Trait("Requirement", "S99")]
public sealed class DecisionTests
{
    private const string Officer = "officer-1";

    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_is_identified_once_is_identified()
    {
        var identified = ErasureDecisions.Identify(Cases.New(), IdentificationMethod.InPerson, Officer, Now).Value;
        Assert.Equal((Now, new ErasureAct(ErasureActKind.Identified, Officer, Now, "inPerson")), (identified.Facts.IdentifiedAt!.Value, identified.Acts[^1]));
        Assert.Same(identified, ErasureDecisions.Identify(identified, IdentificationMethod.KnownContact, Officer, Now).Value);
    }

    [Fact]
    public void Confirming_takes_an_identified_requester_and_a_time_that_is_theirs()
    {
        Assert.Equal("erasure-not-identified", Code(ErasureDecisions.Confirm(Cases.New(), Officer, Now)));
        Assert.Equal("erasure-statutory-period", Code(ErasureDecisions.Confirm(Identified(Jurisdiction.Dpdp), Officer, Now)));
        var confirmed = ErasureDecisions.Confirm(Identified(), Officer, Now).Value;
        Assert.Equal(Now, confirmed.Facts.ConfirmedAt);
        Assert.Same(confirmed, ErasureDecisions.Confirm(confirmed, Officer, Now).Value);
        Assert.Equal("erasure-irrevocable", Code(ErasureDecisions.Confirm(Committed(), Officer, Now)));
    }

    [Fact]
    public void Cancelling_ends_at_the_point_of_no_return()
    {
        var cancelled = ErasureDecisions.Cancel(Identified(), Officer, Now).Value;
        Assert.Same(cancelled, ErasureDecisions.Cancel(cancelled, Officer, Now).Value);
        Assert.Equal("erasure-irrevocable", Code(ErasureDecisions.Cancel(Committed(), Officer, Now)));
        Assert.Equal("erasure-cancelled", Code(ErasureDecisions.Identify(cancelled, IdentificationMethod.InPerson, Officer, Now)));
        Assert.Equal("erasure-cancelled", Code(ErasureDecisions.Confirm(cancelled, Officer, Now)));
    }

    [Fact]
    public void Only_who_was_told_can_answer_and_once_is_enough()
    {
        Assert.Equal("erasure-recipient-unknown", Code(ErasureDecisions.Acknowledge(Committed(), "crm", Officer, Now)));
        var told = Committed();
        told = told.With(told.Facts with { Recipients = [new("crm", Now, Now.AddDays(1), 1, Now.AddHours(1), AcknowledgedAt: null)] });
        var answered = ErasureDecisions.Acknowledge(told, "crm", Officer, Now).Value;
        Assert.Equal((Now, "crm"), (answered.Facts.Recipients![0].AcknowledgedAt!.Value, answered.Acts[^1].Code));
        Assert.Same(answered, ErasureDecisions.Acknowledge(answered, "crm", Officer, Now.AddDays(1)).Value);
        Assert.Equal("erasure-recipient-unknown", Code(ErasureDecisions.Acknowledge(told, "mailer", Officer, Now)));
    }

    private static ErasureCase Identified(Jurisdiction jurisdiction = Jurisdiction.Gdpr) =>
        ErasureDecisions.Identify(Cases.New(jurisdiction), IdentificationMethod.InPerson, Officer, Now).Value;

    private static ErasureCase Committed()
    {
        var identified = Identified();
        return identified.With(identified.Facts with { CommittedAt = Now });
    }

    private static string Code(Result<ErasureCase> result) => result.Error!.Code;
}
