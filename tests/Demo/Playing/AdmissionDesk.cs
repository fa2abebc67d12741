using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Where people are registered, apply and become enrolled.</summary>
internal sealed class AdmissionDesk(Venue venue, Tokens tokens, Waiting waiting)
{
    /// <summary>Everybody who is accepted takes a seat of the same programme.</summary>
    private readonly SemaphoreSlim _seats = new(2);

    public async Task RegisterAsync(Turn turn)
    {
        var (member, identity) = (turn.Member, turn.Member.Learner.Identity);
        var registered = await turn.PostAsync(venue.Crew.StaffOf(member), "api/people", new JsonObject
        {
            ["name"] = identity.Name,
            ["email"] = $"{identity.Mailbox}@{venue.Run}.example.org",
            ["phone"] = identity.Phone,
            ["language"] = identity.Language,
        });
        if (registered is null) return;
        member.PersonId = registered.Id;
        member.Token = await tokens.OfPersonAsync(registered.Id, turn.Cancellation, "learner");
    }

    public Task DecideConsentAsync(Turn turn, DecideConsent step) => turn.PostAsync(
        turn.Member.Token,
        $"api/people/{turn.Member.PersonId}/consents",
        new JsonObject { ["purpose"] = Json.Word(step.Purpose), ["policyVersion"] = "2026-01", ["decision"] = step.IsGranted ? "granted" : "withdrawn" });

    public async Task VerifyConsentsAsync(Turn turn, VerifyConsents step)
    {
        var verified = await turn.GetAsync(turn.Member.Token, $"api/people/{turn.Member.PersonId}/consents/verify");
        if (verified.Body.At("intact")?.GetValueKind() != JsonValueKind.True || verified.Body.At("entries").Number() != step.Entries)
            throw new Mishap($"{turn.Name}: the answer is {verified.Body?.ToJsonString()}");
    }

    public async Task ApplyAsync(Turn turn, ApplicationMove move)
    {
        var member = turn.Member;
        var (list, reviewer) = ($"api/people/{member.PersonId}/applications", venue.Crew.Reviewer);
        var one = $"{list}/{member.ApplicationId}";
        switch (move)
        {
            case ApplicationMove.Draft:
                var drafted = await turn.PostAsync(member.Token, list, new JsonObject { ["programmeId"] = venue.ProgrammeId, ["motivation"] = member.Learner.Identity.Motivation });
                member.ApplicationId = drafted!.Id;
                break;
            case ApplicationMove.Change:
                var version = (await turn.GetAsync(member.Token, one)).Version;
                await turn.SendAsync(member.Token, HttpMethod.Patch, one, new JsonObject { ["motivation"] = $"{member.Learner.Identity.Motivation} Soon." }, version);
                break;
            case ApplicationMove.Submit:
                await turn.PostAsync(member.Token, $"{one}/submit");
                break;
            case ApplicationMove.Withdraw:
                await turn.PostAsync(member.Token, $"{one}/withdraw");
                break;
            case ApplicationMove.StartReview:
                await turn.PostAsync(reviewer, $"{one}/review");
                break;
            case ApplicationMove.Accept:
                await AcceptAsync(turn, reviewer, $"{one}/accept");
                break;
            case ApplicationMove.Reject:
                var reason = member.Learner.Fate == Fate.FindsItFull ? "programmeFull" : "othersWerePreferred";
                await turn.PostAsync(reviewer, $"{one}/reject", new JsonObject { ["reason"] = reason });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(move));
        }
    }

    /// <summary>The enrolment follows the acceptance by itself.</summary>
    public async Task BecomeEnrolledAsync(Turn turn) => turn.Member.EnrolmentId = (await EnrolmentAsync(turn, "active")).At("id").Id() ?? throw new Mishap($"{turn.Name}: the enrolment has no id");

    public Task LoseEnrolmentAsync(Turn turn) => EnrolmentAsync(turn, "dropped");

    public Task DropOutAsync(Turn turn, DropOut step) => turn.PostAsync(
        venue.Crew.StaffOf(turn.Member),
        $"api/people/{turn.Member.PersonId}/enrolments/{turn.Member.EnrolmentId}/drop",
        new JsonObject { ["reason"] = Json.Word(step.Reason) });

    private Task<JsonNode> EnrolmentAsync(Turn turn, string status) => waiting.UntilAsync(
        $"{turn.Name}: the enrolment is {status}",
        async () =>
        {
            var enrolments = await turn.GetAsync(turn.Member.Token, $"api/people/{turn.Member.PersonId}/enrolments");
            return enrolments.Items.FirstOrDefault(one => one.At("programmeId").Id() == venue.ProgrammeId && one.At("status").Text() == status);
        },
        turn.Cancellation);

    private async Task AcceptAsync(Turn turn, string reviewer, string address)
    {
        await _seats.WaitAsync(turn.Cancellation);
        try
        {
            await turn.PostAsync(reviewer, address);
        }
        finally
        {
            _seats.Release();
        }
    }
}
