using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Privacy;

/// <summary>What a data-protection officer writes about somebody, and about a breach that concerns them among others.</summary>
/// <param name="deals">With a breach, too.</param>
internal sealed class Casework(Client officer, Planting planting, bool deals = true)
{
    /// <returns>When all of it has ended.</returns>
    public async Task DoAsync(Guid personId)
    {
        var hold = (await officer.PostAsync("privacy/holds", planting.Body("PlaceHold", new() { ["personId"] = personId, ["kind"] = "claim" }))).Is(201).Id;
        (await officer.PostAsync($"privacy/holds/{personId}/{hold}/release", planting.Body("ReleaseHold"))).Is(200);

        var restriction = (await officer.PostAsync("privacy/restrictions", planting.Body("SetRestriction", new() { ["personId"] = personId, ["ground"] = "objection" }))).Is(201).Id;
        var lift = planting.Body("LiftRestriction", new() { ["subjectToldAt"] = $"{TimeProvider.System.GetUtcNow().AddMinutes(-1):O}" });
        (await officer.PostAsync($"privacy/restrictions/{personId}/{restriction}/lift", lift)).Is(200);

        (await officer.PostAsync($"people/{personId}/rectify", planting.Body("RectifyPerson"))).Is(200);
        if (deals) await DealWithBreachAsync();
    }

    private async Task DealWithBreachAsync()
    {
        var reported = planting.Body("ReportBreach", new() { ["awareAt"] = $"{TimeProvider.System.GetUtcNow().AddDays(-5):O}" });
        var breach = $"privacy/breaches/{(await officer.PostAsync("privacy/breaches", reported)).Is(201).Id}";
        var assessment = new JsonObject { ["risk"] = "likely", ["concerned"] = new JsonArray("learners"), ["dataClasses"] = new JsonArray("contact") };
        (await officer.PostAsync($"{breach}/assess", planting.Body("AssessBreach", assessment))).Is(200);
        (await officer.PostAsync($"{breach}/contain", planting.Body("ContainBreach"))).Is(200);
        (await officer.PostAsync($"{breach}/notify-authority", planting.Body("NotifyAuthorityOfBreach"))).Is(200);
    }
}
