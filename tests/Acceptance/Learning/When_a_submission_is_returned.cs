using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Acceptance.Learning;

[Collection(nameof(SharedSite))]
public sealed class When_a_submission_is_returned(SharedSite shared)
{
    [Fact]
    [Trait("Requirement", "S41")]
    [Trait("Requirement", "S46")]
    public async Task It_is_handed_in_again_and_counts_in_the_programme_once_it_is_passed()
    {
        var site = shared.NewTenant();
        var academy = await Academy.OpenAsync(site);
        var student = await academy.ApplicantAsync("Ada Example");
        Assert.Equal("not-enrolled", (await student.HandInAsync()).Is(409).Code);
        await student.AcceptAsync();
        await student.UntilAsync(EnrolmentStatus.Active);

        var submission = (await student.HandInAsync()).Is(201).Id;
        Assert.Equal("submission-exists", (await student.HandInAsync()).Is(409).Code);
        Assert.Equal("submission-state", (await student.ResubmitAsync(submission)).Is(409).Code);
        (await student.ReviewAsync(submission, "returned")).Is(200);
        Assert.Equal(2, (int)(await student.ResubmitAsync(submission)).Is(200).Body["attempt"]!);
        var passed = (await student.ReviewAsync(submission, "passed")).Is(200);
        Assert.Equal("submission-reviewed", (await student.ReviewAsync(submission, "failed")).Is(409).Code);

        await Deadline.UntilAsync("the task counts in the programme", async () => (int?)(await student.Own.GetAsync(student.Enrolment)).Body["points"] == 100);
        var enrolment = (await student.Own.GetAsync(student.Enrolment)).Is(200).Body;
        Assert.Equal((string?)passed.Body["taskId"], (string?)Assert.Single(enrolment["passedTasks"]!.AsArray())!["taskId"]);
    }

    [Fact]
    [Trait("Requirement", "S131")]
    public async Task People_see_their_own_submissions_only_and_do_not_review_any()
    {
        var site = shared.NewTenant();
        var academy = await Academy.OpenAsync(site);
        var (ada, alan) = (await academy.ApplicantAsync("Ada Example"), await academy.ApplicantAsync("Alan Example"));
        await ada.AcceptAsync();
        await ada.UntilAsync(EnrolmentStatus.Active);
        var submission = (await ada.HandInAsync()).Is(201).Id;

        (await ada.Own.GetAsync($"{ada.Submissions}/{submission}")).Is(200);
        (await alan.Own.GetAsync($"{ada.Submissions}/{submission}")).Is(403);
        (await ada.Own.PostAsync($"{ada.Submissions}/{submission}/review", new JsonObject { ["outcome"] = "passed", ["score"] = 100 })).Is(403);
    }
}
