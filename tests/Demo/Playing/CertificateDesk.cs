using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Where certificates come from by themselves, and anybody may ask whether one holds.</summary>
internal sealed class CertificateDesk(Venue venue, ApiClient client, Waiting waiting)
{
    public async Task GraduateAsync(Turn turn)
    {
        var certificate = await waiting.UntilAsync(
            $"{turn.Name}: the certificate is issued",
            async () =>
            {
                var certificates = await turn.GetAsync(turn.Member.Token, List(turn));
                return certificates.Items.FirstOrDefault(one => one.At("enrolmentId").Id() == turn.Member.EnrolmentId);
            },
            turn.Cancellation);
        turn.Member.CertificateId = certificate.At("id").Id() ?? throw new Mishap($"{turn.Name}: the certificate has no id");
    }

    public Task RevokeAsync(Turn turn) => turn.PostAsync(
        venue.Crew.StaffOf(turn.Member), $"{List(turn)}/{turn.Member.CertificateId}/revoke", new JsonObject { ["reason"] = "issuedInError" });

    /// <summary>What anybody is told follows the certificate a moment later.</summary>
    public async Task VerifyAsync(Turn turn, VerifyCertificate step)
    {
        var status = step.IsValid ? "issued" : "revoked";
        await waiting.UntilAsync<JsonNode>(
            $"{turn.Name}: anybody is told that it is {status}",
            async () =>
            {
                var verified = await client.SendAsync(ApiRequest.Get($"api/certificates/{turn.Member.CertificateId}/verify", token: null), turn.Cancellation);
                return verified.IsSuccess && verified.Body.At("status").Text() == status ? verified.Body : null;
            },
            turn.Cancellation);
    }

    private static string List(Turn turn) => $"api/people/{turn.Member.PersonId}/certificates";
}
