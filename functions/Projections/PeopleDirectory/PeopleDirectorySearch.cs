using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Projections.PeopleDirectory;

/// <summary>
/// Answers who is called so. Learners find those who agreed to it, and whoever is found is shown by name: that is what they
/// agreed to. Staff, reviewers and data-protection officers find all.
/// </summary>
public sealed class PeopleDirectorySearch(PlacedModel model, PrefixSearch search, TimeProvider time)
{
    private const string Field = "name";
    private const int LongestName = 200;

    private static readonly string Here = JsonNamingPolicy.CamelCase.ConvertName(nameof(PersonStatus.Active));
    private static readonly Role[] FindAll = [Role.Staff, Role.Reviewer, Role.Dpo];

    public async Task<IResult> SearchAsync(HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!ConsistentWith.TryRead(request, out var token)) return Problems.Of(ConsistentWith.Malformed);
        var (caller, name) = (request.Caller(), request.Query[Field].ToString());
        if (name.Length > LongestName || NamePrefixes.Searched(name).Count == 0) return Problems.Of(DirectoryErrors.NoName);
        var findsAll = FindAll.Any(caller.Is);
        var page = PageRequest.Read(request, $"directory/{caller.TenantId}/{findsAll}/{string.Join(' ', NamePrefixes.Words(name))}");
        if (!page.IsSuccess) return Problems.Of(page.Error);

        var (projection, kind) = (PeopleDirectoryProjection.Declared, PeopleDirectoryProjection.Entries);
        var holder = token is { SubjectId.Length: > 0 } ? new Holder(token.SubjectId, Name: null) : null;
        var state = await model.StateAsync(projection, caller.TenantId, token, holder, cancellation);
        if (!state.IsSuccess) return Problems.Of(state.Error);
        var query = new PrefixQuery(Field, name) { Where = Conditions(findsAll) };
        var found = await search.FindAsync(projection, kind, caller.TenantId, query, state.Value, new PageOf(page.Value.Size, page.Value.Continuation), cancellation);
        if (found is null) return Problems.Of(PageRequest.MalformedContinuation);
        var people = found.Items.Where(one => IsFoundBy(caller, one)).Select(one => View(one.SubjectId, (DirectoryEntry)one.Content)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.PersonId);
        return Results.Ok(ReadModelView.OfPage(projection, [.. people.Select(DocumentJson.Write)], page.Value.Next(found.Continuation), state.Value, time.GetUtcNow()));
    }

    /// <summary>Whose data is restricted is found by nobody but themselves and the data-protection officer.</summary>
    private static bool IsFoundBy(Caller caller, FoundDocument found) =>
        !found.Standing.IsRestricted || caller.Is(Role.Dpo) || caller.Is(Guid.Parse(found.SubjectId));

    private static Dictionary<string, object> Conditions(bool findsAll)
    {
        var conditions = new Dictionary<string, object>(StringComparer.Ordinal) { ["status"] = Here };
        if (!findsAll) conditions["isListed"] = true;
        return conditions;
    }

    private static PersonFound View(string subjectId, DirectoryEntry entry) => new() { PersonId = Guid.Parse(subjectId), Name = entry.Name!, Status = Here };
}
