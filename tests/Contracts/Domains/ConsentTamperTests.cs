using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Domains.Consents;
using static Serverless.Contracts.Domains.ConsentTests;

namespace Serverless.Contracts.Domains;

/// <summary>Somebody gets at the store past the app. Whatever they do to the entries, it is found and named.</summary>
[Trait("Requirement", "S13")]
[Trait("Requirement", "S56")]
[Trait("Requirement", "S97")]
public sealed class ConsentTamperTests(ConsentApp app) : IClassFixture<ConsentApp>
{
    private const string Hash = "0000000000000000000000000000000000000000000000000000000000000001";

    [Theory]
    [InlineData("data/purpose", "\"directory\"")]
    [InlineData("data/policyVersion", "\"2\"")]
    [InlineData("data/recordedAt", "\"2020-01-01T00:00:00.0000000Z\"")]
    [InlineData("data/recordedBy", "\"staff-2\"")]
    [InlineData("data/recordedBy", null)]
    [InlineData("data/previousHash", $"\"{Hash}\"")]
    [InlineData("data/hash", $"\"{Hash}\"")]
    [InlineData("data/note", "\"more than is declared\"")]
    [InlineData("data/sequence", "\"two\"")]
    [InlineData("data", null)]
    [InlineData("data", "[]")]
    [InlineData("kind", "\"consent-granted\"")]
    [InlineData("kind", "\"consent-forgotten\"")]
    [InlineData("at", "\"2020-01-01T00:00:00.0000000Z\"")]
    [InlineData("by/callerId", "\"staff-2\"")]
    [InlineData("version", "7")]
    [InlineData("recordId", "\"11111111-1111-4111-8111-111111111111\"")]
    public async Task An_altered_entry_is_named(string path, string? json)
    {
        var person = await app.PersonAsync();
        await ReplaceAsync(person, 2, document => Set(document, path, json));
        Assert.Equal((2, "altered"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task A_name_that_is_sealed_for_another_entry_does_not_pass()
    {
        var person = await app.PersonAsync();
        var other = (string)(await EntryAsync(person, 1))["data"]!["recordedBy"]!;
        await ReplaceAsync(person, 2, document => Set(document, "data/recordedBy", $"\"{other}\""));
        Assert.Equal((2, "altered"), Breach(await app.VerifyAsync(person)));

        // Nor one that claims to be sealed by a key that is gone.
        await ReplaceAsync(person, 2, document => Set(document, "data/recordedBy", $"\"v1.{Guid.NewGuid():N}{other[other.LastIndexOf('.')..]}\""));
        Assert.Equal((2, "altered"), Breach(await app.VerifyAsync(person)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_removed_entry_is_named(int place)
    {
        var person = await app.PersonAsync();
        await app.Store("consents").DeleteItemAsync<object>(IdOf(person, place), SoloApp.Partition(person));
        Assert.Equal((place, "removed"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task An_entry_that_no_longer_says_that_it_is_one_is_missing()
    {
        var person = await app.PersonAsync();
        await ReplaceAsync(person, 2, document => Set(document, "recordType", "\"consent\""));
        Assert.Equal((2, "removed"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named()
    {
        var person = await app.PersonAsync();
        var (second, third) = (await EntryAsync(person, 2), await EntryAsync(person, 3));
        foreach (var (place, document) in new[] { (2, third), (3, second) })
        {
            var moved = document.DeepClone().AsObject();
            moved["id"] = IdOf(person, place);
            await app.Store("consents").ReplaceItemAsync(moved, IdOf(person, place), SoloApp.Partition(person));
        }

        Assert.Equal((2, "moved"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task Entries_whose_numbers_were_exchanged_are_named()
    {
        var person = await app.PersonAsync();
        foreach (var (place, number) in new[] { (2, 3), (3, 2) }) await ReplaceAsync(person, place, document => Set(document, "data/sequence", $"{number}"));
        Assert.Equal((2, "moved"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task An_inserted_entry_is_named()
    {
        var person = await app.PersonAsync();
        var copy = await EntryAsync(person, 2);
        copy["id"] = Guid.NewGuid().ToString();
        await app.Store("consents").CreateItemAsync(copy, SoloApp.Partition(person));
        Assert.Equal((2, "inserted"), Breach(await app.VerifyAsync(person)));
    }

    [Theory]
    [InlineData("data/head", $"\"{Hash}\"")]
    [InlineData("data/standing/0/decision", "\"granted\"")]
    [InlineData("data/standing/0/policyVersion", "\"9\"")]
    [InlineData("data/standing", "[]")]
    [InlineData("data/count", "\"three\"")]
    [InlineData("data/standing", "\"nothing\"")]
    [InlineData("kind", "\"something\"")]
    public async Task A_ledger_that_says_something_else_than_its_entries_is_found(string path, string json)
    {
        var person = await app.PersonAsync();
        await ReplaceAsync(person, place: null, document => Set(document, path, json));
        Assert.Equal((3, "ledgerDiffers"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task The_last_entry_cannot_be_taken_back_by_lowering_the_count()
    {
        var person = await app.PersonAsync();
        await app.Store("consents").DeleteItemAsync<object>(IdOf(person, 3), SoloApp.Partition(person));
        await ReplaceAsync(person, place: null, document => Set(document, "data/count", "2"));
        Assert.Equal((2, "ledgerDiffers"), Breach(await app.VerifyAsync(person)));
    }

    [Fact]
    public async Task A_ledger_that_is_gone_is_found()
    {
        var person = await app.PersonAsync();
        await app.Store("consents").DeleteItemAsync<object>(IdOf(person, place: null), SoloApp.Partition(person));
        Assert.Equal((3, "ledgerDiffers"), Breach(await app.VerifyAsync(person)));
    }

    private static string IdOf(Guid person, int? place) =>
        (place is { } number ? EventDocuments.IdOf(ConsentLedger.IdOf(person), number, index: 0) : ConsentLedger.IdOf(person)).ToString();

    private async Task<JsonObject> EntryAsync(Guid person, int? place) =>
        await app.Store("consents").ReadItemAsync<JsonObject>(IdOf(person, place), SoloApp.Partition(person));

    private async Task ReplaceAsync(Guid person, int? place, Action<JsonObject> change)
    {
        var document = await EntryAsync(person, place);
        change(document);
        await app.Store("consents").ReplaceItemAsync(document, IdOf(person, place), SoloApp.Partition(person));
    }

    private static void Set(JsonObject document, string path, string? json)
    {
        var steps = path.Split('/');
        JsonNode at = document;
        foreach (var step in steps[..^1]) at = at is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        at[steps[^1]] = json is null ? null : JsonNode.Parse(json);
    }
}
