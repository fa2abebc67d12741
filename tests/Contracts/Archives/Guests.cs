using System.Text.Json;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Contracts.Archives;

/// <summary>A guest, as it follows from all of their visits and stays.</summary>
public sealed record Guest
{
    [Field("How often they came", Purpose.Statistics)]
    public int Came { get; init; }

    [Field("How often they went", Purpose.Statistics)]
    public int Went { get; init; }

    [Field("What was noted about them, in the order of the alphabet", Purpose.Administration, Personal.FreeText, MaxItems = 500, MaxLength = 20_000)]
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A visit as one of many at its site; it says nothing of who came.</summary>
public sealed record SiteVisit
{
    [Field("Whether it is over", Purpose.Statistics)]
    public bool IsOver { get; init; }
}

/// <summary>Read models of what is archived: one lies with its subject, and one with all others.</summary>
public static class Guests
{
    public static ProjectedDocument<Guest> Documents { get; } = new("guest", Fold, Visit.Visits, Visit.Stays);

    public static Projection Declared { get; } = new("guests", Documents);

    public static ProjectedDocument<SiteVisit> SiteVisits { get; } = new("site-visit", Fold, Visit.Visits)
    {
        PlaceOf = stored => new DocumentPlace(SitesOf(stored.GetProperty("tenantId").GetString()!), $"visit:{stored.GetProperty("recordId").GetString()}"),
        TallyOf = visit => new Dictionary<(string Tally, string Counter), long> { [("all", "visits")] = 1, [("all", "over")] = visit.IsOver ? 1 : 0 },
    };

    public static Projection Sites { get; } = new("sites", SiteVisits);

    public static SubjectPlace SitesOf(string tenantId) => new(tenantId, "sites");

    /// <summary>Whatever comes first, the same comes of it.</summary>
    internal static Guest Fold(Guest? before, object fact, EventDocument document)
    {
        var guest = before ?? new Guest();
        return fact switch
        {
            Arrived => guest with { Came = guest.Came + 1 },
            Noted noted => guest with { Notes = [.. guest.Notes.Append(noted.Note).Order(StringComparer.Ordinal)] },
            _ => guest with { Went = guest.Went + 1 },
        };
    }

    private static SiteVisit Fold(SiteVisit? before, object fact, EventDocument document) => new() { IsOver = fact is Departed || before is { IsOver: true } };
}
