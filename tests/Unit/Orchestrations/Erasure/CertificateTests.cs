using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Orchestrations.Erasure.Certificates;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Orchestrations.Erasure;

/// <summary>What a certificate says follows from what was done, and is never said of what is not finished.</summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S8")]
public sealed class CertificateTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_can_be_brought_back_once_the_last_copy_of_anything_is_gone()
    {
        var options = new ErasureOptions { KeyBackups = TimeSpan.FromDays(30), BlobRetention = TimeSpan.FromDays(7), QueueRetention = TimeSpan.FromDays(14) };
        Assert.Equal(Start.AddDays(30), IrreversibleAt(options));
        Assert.Equal(Start.AddDays(14), IrreversibleAt(new() { KeyBackups = TimeSpan.FromDays(1), BlobRetention = TimeSpan.FromDays(7), QueueRetention = TimeSpan.FromDays(14) }));
        Assert.Equal(Start.AddMinutes(5), IrreversibleAt(new() { KeyBackups = TimeSpan.Zero, BlobRetention = TimeSpan.Zero, QueueRetention = TimeSpan.Zero }));

        static DateTimeOffset IrreversibleAt(ErasureOptions options) => Irreversibility.Of(Irreversibility.TracesOf(Start, Start, TimeSpan.FromMinutes(5), options));
    }

    [Fact]
    public void What_a_process_did_and_could_not_say_is_counted_by_what_was_found()
    {
        var certificate = Of(Verified(
            new StoreAccount("people", ErasureStage.Records, new(ErasureEffect.Deleted, ""), new(7, 0, 0), new(3, 0, 0), SubjectCount.None),
            new StoreAccount("enrolments", ErasureStage.Records, new(ErasureEffect.Anonymised, "Statistics."), new(4, 0, 0), Erased: null, SubjectCount.None),
            new StoreAccount("certificates", ErasureStage.Records, new(ErasureEffect.Retained, "Proof."), new(1, 2, 2), new(1, 0, 2), new(0, 2, 0))));
        Assert.Equal(
            [
                new CertifiedStore("people", ErasureEffect.Deleted, "", Found: 7, Deleted: 7, Anonymised: 0, Retained: 0),
                new CertifiedStore("enrolments", ErasureEffect.Anonymised, "Statistics.", Found: 4, Deleted: 0, Anonymised: 4, Retained: 0),
                new CertifiedStore("certificates", ErasureEffect.Retained, "Proof.", Found: 3, Deleted: 1, Anonymised: 0, Retained: 2),
            ],
            certificate.Stores);
    }

    [Fact]
    [Trait("Requirement", "S17")]
    public void It_says_in_which_region_the_data_was() => Assert.Equal("westeurope", Of(Verified()).Region);

    [Fact]
    public void There_is_none_of_what_is_not_verified()
    {
        var verified = Verified();
        Assert.Equal(Start.AddDays(30), Of(verified).IrreversibleAt);
        Assert.Throws<ArgumentException>(() => Of(verified.With(verified.Facts with { VerifiedAt = null })));
        Assert.Throws<ArgumentException>(() => Of(verified.With(verified.Facts with { RecheckAt = Start })));
        Assert.Throws<ArgumentException>(() => Of(verified.With(verified.Facts with { KeyDestroyedAt = null })));
    }

    private static ErasureCertificate Of(ErasureCase erasure) => CertificateOf.Of(erasure, "hash", "westeurope", TimeSpan.FromMinutes(5), new ErasureOptions(), "1.0", Start);

    private static ErasureCase Verified(params StoreAccount[] stores) => Cases.New() with
    {
        Stores = stores,
        Facts = ErasureFacts.None with
        {
            IdentifiedAt = Start,
            RestrictedAt = Start,
            RestrictedFrom = Start,
            Schedule = ErasureClock.ScheduleOf(Jurisdiction.Gdpr, Start, TimeSpan.Zero),
            CommittedAt = Start,
            Stages = [.. ErasurePlan.ErasingSteps.Select(step => new StepDone(step, Start))],
            KeyDestroyedAt = Start,
            VerifiedAt = Start,
        },
    };
}
