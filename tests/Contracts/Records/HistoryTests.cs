using System.Text;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using static Serverless.Contracts.Records.RecordApp;

namespace Serverless.Contracts.Records;

public sealed class HistoryTests(RecordApp app) : IClassFixture<RecordApp>
{
    [Fact]
    [Trait("Requirement", "S96")]
    public async Task Every_change_says_who_when_why_and_what_was_before()
    {
        var key = NewKey();
        var before = app.Time.GetUtcNow();
        await app.OpenAsync(key);
        await app.AddAsync(key, 4, Command("h1") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
        var added = (await EventsAsync(key))[^1];
        Assert.Equal(("added", 2L, 0, true, "counter"), (added.Kind, added.Version, added.Index, added.Final, added.RecordType));
        Assert.Equal("staff-1", added.By.CallerId);
        Assert.Equal(["staff"], added.By.Roles);
        Assert.Equal(("tested", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), (added.Why.Reason, added.Why.TraceParent));
        Assert.InRange(added.At, before, app.Time.GetUtcNow());
        Assert.Equal(["sum: 0 -> 4", "parts: [] -> [4]"], added.Changes.Select(change => $"{change.Field}: {change.From?.ToJsonString()} -> {change.To?.ToJsonString()}"));
    }

    [Fact]
    [Trait("Requirement", "S36")]
    [Trait("Requirement", "S123")]
    public async Task Folding_the_stored_events_gives_the_stored_state()
    {
        var key = NewKey();
        await app.OpenAsync(key, owner: "Grace");
        for (var i = 1; i <= 5; i++) await app.AddAsync(key, i);
        var facts = (await EventsAsync(key)).Select(fact => (CounterEvent)(fact.Kind == "opened" ? DocumentJson.Read<Opened>(fact.Data) : DocumentJson.Read<Added>(fact.Data)));
        var folded = facts.Aggregate((Counter?)null, Counter.Declaration.Evolve);
        Assert.Equal(DocumentJson.Write((await app.FindAsync(key))!.State).ToJsonString(), DocumentJson.Write(folded!).ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_is_personal_is_nowhere_in_clear()
    {
        const string canary = "canary-d4c5b7";
        var key = NewKey();
        await app.OpenAsync(key, Command("sealed"), owner: canary);
        await app.AddAsync(key, 1, Command("sealed too"));
        Assert.Equal(canary, (await app.FindAsync(key))!.State.Owner);

        // But for the one by which the server keeps others out, and which cannot be opened.
        var files = Directory.EnumerateFiles(app.DataDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").ToList();
        Assert.Contains(files, file => Contains(file, key.SubjectId));
        Assert.DoesNotContain(files, file => Contains(file, canary));
    }

    private static bool Contains(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }

    private async Task<IReadOnlyList<EventDocument>> EventsAsync(RecordKey key)
    {
        var subjectKey = await app.Keys.FindAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        return [.. (await app.DocumentsAsync(key)).Where(document => EventDocuments.IsEvent(Counter.Declaration, document))
            .Select(document => EventDocuments.Read(Counter.Declaration, document, subjectKey))];
    }
}
