using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.PersonOverview;

/// <summary>What each event does to an overview, or to what overviews know of a programme.</summary>
public static class PersonOverviewFold
{
    public static Overview OfPerson(Overview? before, object fact, EventDocument document)
    {
        var overview = before ?? new Overview();
        return fact switch
        {
            PersonRegistered registered => overview with { Person = new PersonSummary { Name = registered.Name, Language = registered.Language, Status = PersonStatus.Active } },
            PersonChanged changed => overview with { Person = overview.Person! with { Name = changed.Name, Language = changed.Language } },
            PersonRectified right => overview with { Person = overview.Person! with { Name = right.Name, Language = right.Language } },
            PersonDeleted => overview with { Person = overview.Person! with { Status = PersonStatus.Deleted } },
            PersonRestored => overview with { Person = overview.Person! with { Status = PersonStatus.Active } },
            ApplicationEvent application => Apply(overview, application, document),
            _ => throw new ArgumentException($"{fact.GetType().Name} is nothing of a person's overview.", nameof(fact)),
        };
    }

    public static ProgrammeTitle OfProgramme(ProgrammeTitle? before, object fact, EventDocument document) => fact switch
    {
        ProgrammeDrafted drafted => new ProgrammeTitle { Title = drafted.Title, Status = ProgrammeStatus.Draft },
        ProgrammeRevised revised => before! with { Title = revised.Title },
        ProgrammePublished => before! with { Status = ProgrammeStatus.Published },
        // Sessions, tasks, capacity and seats change nothing that is shown.
        ProgrammeEvent => before!,
        _ => throw new ArgumentException($"{fact.GetType().Name} is nothing of a programme.", nameof(fact)),
    };

    private static Overview Apply(Overview overview, ApplicationEvent fact, EventDocument document)
    {
        // The change says what the application was before, also of one that is not shown any more.
        var change = document.Changes.SingleOrDefault(change => change.Field == "status");
        var (from, to) = (Status(change?.From), Status(change?.To));
        var counts = overview.Counts;
        if (from is { } old) counts = counts.Add(old, -1);
        if (to is { } now) counts = counts.Add(now, 1);
        return overview with { Counts = counts, Applications = Applications(overview.Applications, fact, document, to) };
    }

    /// <summary>
    /// The newest ones by when they were drafted, which never changes: what is left out once is never among the newest again, so
    /// the list is the same in whatever order different applications' events come.
    /// </summary>
    private static IReadOnlyList<ApplicationSummary> Applications(
        IReadOnlyList<ApplicationSummary> before, ApplicationEvent fact, EventDocument document, ApplicationStatus? status)
    {
        if (fact is not ApplicationDrafted)
            return [.. before.Select(one => one.Id == document.RecordId ? one with { Status = status ?? one.Status, ChangedAt = document.At } : one)];
        var drafted = new ApplicationSummary
        {
            Id = document.RecordId,
            ProgrammeId = fact.ProgrammeId,
            Status = ApplicationStatus.Draft,
            DraftedAt = document.At,
            ChangedAt = document.At,
        };
        return [.. before.Append(drafted).OrderByDescending(one => one.DraftedAt).ThenBy(one => one.Id).Take(Overview.MaxApplications)];
    }

    private static ApplicationStatus? Status(JsonNode? value) => value?.Deserialize<ApplicationStatus>(DocumentJson.Options);
}
