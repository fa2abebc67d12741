using System.Text.Json.Nodes;
using Serverless.Demo.Forgetting;
using Serverless.Kernel.Declarations;

namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 17 over the whole app: nothing of the person is left that can be read, and nobody else is touched.</summary>
public sealed class When_one_of_many_is_erased(ErasedApp app) : IClassFixture<ErasedApp>
{
    /// <summary>Where something that is not the person's own names or counts them, and what becomes of it.</summary>
    private static readonly Dictionary<string, string> Shared = new(StringComparer.Ordinal)
    {
        ["archives"] = "A blob in which they are blanked has another hash.",
        ["payments"] = "Transfers concern nobody any more.",
        ["people"] = "Their address is free for others.",
        ["person-overview"] = "The programme's title follows its record, in which a seat was given back.",
        ["programme-dashboard"] = "What is deleted counts no more.",
        ["programmes"] = "A seat was given back.",
    };

    private readonly string _tenant = app.Site.Tenant;

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S8")]
    public void Nothing_that_is_kept_of_them_opens_with_any_key_that_there_is()
    {
        // The search finds what can be read, or it would prove nothing.
        var theirs = app.Before.Documents.KeyOf(_tenant, app.Erased.PersonId);
        Assert.Contains(theirs, app.Before.Opened);
        Assert.Contains(theirs, app.Before.OpenedInFiles);
        Assert.Empty(app.After.Opened);
        // What was said of a booking is sealed with the ledger's key: copies of it last until messages expire and pages are written again.
        Assert.Empty(app.After.OpenedInFiles.Except([app.Before.Documents.KeyOf(_tenant, Guid.Parse(app.Campus.Bank.Ledger))], StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S8")]
    public void Their_exports_are_gone_and_copies_of_them_open_with_no_key_that_there_is()
    {
        Assert.NotEmpty(app.Before.Blobs);
        // With the key that there was, whoever has the bytes reads what is planted.
        Assert.NotEmpty(app.Before.OpenedBlobs);
        Assert.Empty(app.After.Blobs);
        Assert.Empty(app.After.OpenedBlobs);
    }

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S8")]
    [Trait("Requirement", "S54")]
    public void Archives_hold_nothing_of_them_any_more_and_of_others_every_byte()
    {
        Assert.Contains(app.Before.Documents.KeyOf(_tenant, app.Erased.PersonId), app.Before.OpenedInArchives);
        Assert.Empty(app.After.OpenedInArchives);
        var theirs = app.Erased.PersonId.ToString();
        Assert.DoesNotContain(theirs, app.After.Archived.All, StringComparison.Ordinal);
        Assert.Equal(app.Before.Archived.Keys, app.After.Archived.Keys);
        Assert.Contains(app.Neighbour.PersonId.ToString(), app.After.Archived.All, StringComparison.Ordinal);
        foreach (var (blob, before) in app.Before.Archived)
            Assert.Equal(before.Split('\n').Where(line => !line.Contains(theirs, StringComparison.Ordinal)), app.After.Archived[blob].Split('\n'));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public void Nothing_was_in_clear_before_or_is_after()
    {
        Assert.Empty(app.Before.Traces);
        Assert.Empty(app.After.Traces);
    }

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S9")]
    public void Each_domain_has_done_with_their_records_and_events_what_it_declares()
    {
        foreach (var domain in SealedFields.Domains)
        {
            var (before, after) = (Count(app.Before, domain), Count(app.After, domain));
            if (domain.Erasure.Kind == ErasureKind.Retain) Assert.True(after >= before, $"{domain.RecordType}: {before} -> {after}");
            else Assert.True(after == 0, $"{domain.RecordType}: {before} -> {after}");
        }

        int Count(ErasedApp.Moment moment, Domain domain) => moment.Documents.Of(domain.Container, _tenant, app.Erased.PersonId)
            .Count(document => (string?)document["kind"] == domain.RecordType || (string?)document["recordType"] == domain.RecordType);
    }

    [Fact]
    [Trait("Requirement", "S10")]
    public void What_is_anonymised_is_all_there_and_says_nothing_of_whom_it_was()
    {
        foreach (var domain in SealedFields.Domains.Where(domain => domain.Erasure.Kind == ErasureKind.Anonymise))
        {
            var records = app.Before.Documents.Of(domain.Container, _tenant, app.Erased.PersonId).Count(document => (string?)document["kind"] == domain.RecordType);
            var made = app.After.Documents.Where(one => one.Key.Container == domain.Container && !app.Before.Documents.ContainsKey(one.Key)).ToList();
            Assert.Equal(records, made.Count(one => (string?)JsonNode.Parse(one.Value)!["kind"] == domain.RecordType));
            Assert.DoesNotContain(made, one => one.Value.Contains(app.Erased.PersonId.ToString(), StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(made, one => one.Value.Contains("\"v1.", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Requirement", "S6")]
    public void Everybody_elses_documents_are_the_same_byte_by_byte()
    {
        var others = app.Before.Documents.Where(one => IsOfOthers(one.Key, one.Value)).ToList();
        Assert.True(others.Count > 100);
        Assert.All(others, one => Assert.True(app.After.Documents.GetValueOrDefault(one.Key) == one.Value, $"{one.Key} is not what it was: {one.Value} -> {app.After.Documents.GetValueOrDefault(one.Key)}"));
    }

    /// <summary>Beside what is the person's own.</summary>
    [Fact]
    [Trait("Requirement", "S6")]
    public void What_is_nobodys_changes_only_where_it_counted_or_named_them()
    {
        var changed = app.Before.Documents
            .Where(one => one.Key.Container != "leases" && !one.Key.IsOf(_tenant, app.Erased.PersonId) && app.After.Documents.GetValueOrDefault(one.Key) != one.Value)
            .Select(one => $"{one.Key.Container}: {JsonNode.Parse(one.Value)!["kind"]}")
            .Distinct().ToList();
        Assert.Contains("payments: transfer", changed);
        Assert.All(changed, one => Assert.True(Shared.ContainsKey(one.Split(':')[0]), $"{one} has changed, and nobody has said why."));
    }

    [Fact]
    [Trait("Requirement", "S42")]
    public void Dashboards_keep_what_is_statistics()
    {
        foreach (var part in new[] { "learners", "attendance", "certificates" })
            Assert.Equal(app.Before.Dashboard[part]!.ToJsonString(), app.After.Dashboard[part]!.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S56")]
    public async Task A_certificate_says_so_that_anybody_can_check_without_us()
    {
        var certificate = (await app.Officer.GetAsync($"privacy/erasures/{app.ErasureId}/certificate")).Is(200).Body;
        var keys = (await app.Officer.GetAsync($"privacy/signing-keys?tenant={_tenant}")).Is(200).Body;
        var signed = (string)certificate["signed"]!;

        var document = SignedDocument.Verify(signed, keys);
        Assert.Equal(app.Erased.PersonId, (Guid)document!["personId"]!);
        Assert.True((DateTimeOffset)document["irreversibleAt"]! >= (DateTimeOffset)document["keyDestroyedAt"]!);
        Assert.Null(SignedDocument.Verify(signed.Replace('.', 'A'), keys));
        Assert.Null(SignedDocument.Verify($"{signed[..^6]}AAAAAA", keys));
        Assert.Contains(document["stores"]!.AsArray(), store => (string?)store!["store"] == "people" && (long)store["deleted"]! > 0 && (long)store["retained"]! == 0);
    }

    [Fact]
    [Trait("Requirement", "S56")]
    public async Task The_certificate_says_what_was_archived_and_is_not_any_more()
    {
        var certificate = (await app.Officer.GetAsync($"privacy/erasures/{app.ErasureId}/certificate")).Is(200).Body;
        var (archives, enrolments) = (Erasures.Store(certificate, "archives"), Erasures.Store(certificate, "enrolments"));
        Assert.True((long)archives["found"]! > 5);
        Assert.Equal(((long)archives["found"]!, 0, 0), ((long)archives["deleted"]!, (long)archives["anonymised"]!, (long)archives["retained"]!));
        Assert.True((long)enrolments["anonymised"]! > (long)app.Before.Documents.Of("enrolments", _tenant, app.Erased.PersonId).Count, enrolments.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S10")]
    [Trait("Requirement", "S55")]
    public async Task What_stays_can_still_be_verified()
    {
        Assert.Equal("revoked", (string?)(await app.Officer.GetAsync($"certificates/{app.Erased.CertificateId}/verify")).Is(200).Body["status"]);
        Assert.True((bool)(await app.Officer.GetAsync($"{app.Erased.Address}/consents/verify")).Is(200).Body["intact"]!);
    }

    [Fact]
    [Trait("Requirement", "S51")]
    [Trait("Requirement", "S99")]
    public async Task They_cannot_come_back_under_their_id()
    {
        (await app.Officer.GetAsync(app.Erased.Address)).Is(404);
        var again = await app.Officer.PostAsync("privacy/erasures", new JsonObject { ["personId"] = app.Erased.PersonId, ["reason"] = "noLongerNecessary" });
        Assert.Equal((409, "erasure-done"), (again.Status, again.Code));
        var consent = await app.Campus.Staff.PostAsync($"{app.Erased.Address}/consents", new JsonObject { ["purpose"] = "directory", ["policyVersion"] = "1", ["decision"] = "granted" });
        Assert.True(consent.Status is 404 or 409 or 410, $"{consent.Status}");
    }

    private bool IsOfOthers(StoredAt at, string document)
    {
        if (at.Container is "leases" || at.IsOf(_tenant, app.Erased.PersonId)) return false;
        return at.TenantId == app.OtherSite.Tenant
            || document.Contains(app.Neighbour.PersonId.ToString(), StringComparison.Ordinal)
            || document.Contains(app.Stranger.PersonId.ToString(), StringComparison.Ordinal);
    }
}
