using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Unit.Exports;

/// <summary>What a record was at a moment, beside the states that it really went through.</summary>
[Trait("Requirement", "S12")]
public sealed class StateFoldTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Staff = new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    private static readonly Domain<Note, NoteWritten> Notes = new("notes", "note")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Events = [EventType.Of<NoteWritten>("note-written")],
        Evolve = (_, written) => new Note { Title = written.Title, Text = written.Text, Stars = written.Stars, Tags = written.Tags, Place = written.Place },
    };

    /// <summary>Fields that come, change and go again; commands of one event and of several.</summary>
    private static readonly Gen<NoteWritten> Writings =
        from title in Gen.Elements("One", "Two")
        from text in Gen.Elements(null, "", "Some", "Other")
        from stars in Gen.Elements<int?>(null, 0, 5)
        from tags in Gen.Elements<string[]>([], ["a"], ["b", "a"])
        from place in Gen.Elements(null, new Place { Town = "Berlin" }, new Place { Town = "Bonn", Room = 3 })
        select new NoteWritten { Title = title, Text = text, Stars = stars, Tags = tags, Place = place };

    private static readonly Gen<IReadOnlyList<(IReadOnlyList<NoteWritten> Events, int Minutes)>> Histories =
        (from events in Writings.ListOf(1).SelectMany(first => Writings.ListOf().Select(more => (IReadOnlyList<NoteWritten>)[.. first, .. more.Take(2)]))
         from minutes in Gen.Choose(0, 3)
         select (events, minutes)).ListOf().Select(list => (IReadOnlyList<(IReadOnlyList<NoteWritten>, int)>)[.. list.Take(8)]);

    [Fact]
    public void It_is_what_the_record_was_at_that_moment()
    {
        var (early, late) = (0, 0);
        Prop.ForAll((from history in Histories from moment in Gen.Choose(-1, 12) select (history, moment)).ToArbitrary(), story =>
        {
            var until = Start.AddMinutes(story.moment);
            var (facts, states) = Live(story.history);
            var fold = new StateFold(until);
            foreach (var fact in facts) fold.Apply(fact);
            var expected = states.LastOrDefault(state => state.At <= until);
            early += expected.State is null ? 1 : 0;
            late += expected.State is not null && expected.Version < states.Count ? 1 : 0;
            return JsonNode.DeepEquals(fold.State, expected.State) && fold.Version == expected.Version;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        Assert.True(early > 20 && late > 20, $"{early} before the first event, {late} before the last.");
    }

    [Fact]
    public void Without_a_moment_it_is_what_the_record_is() => Prop.ForAll(Histories.ToArbitrary(), history =>
    {
        var (facts, states) = Live(history);
        var fold = new StateFold();
        foreach (var fact in facts) fold.Apply(fact);
        return JsonNode.DeepEquals(fold.State, states.LastOrDefault().State);
    }).QuickCheckThrowOnFailure();

    /// <returns>The events as they are stored, and every state that the record had.</returns>
    private static (List<EventDocument> Facts, List<(DateTimeOffset At, long Version, JsonObject? State)> States) Live(IReadOnlyList<(IReadOnlyList<NoteWritten> Events, int Minutes)> history)
    {
        var key = new RecordKey("acme", "ada", Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001"));
        var (facts, states, at) = (new List<EventDocument>(), new List<(DateTimeOffset, long, JsonObject?)>(), Start);
        Stored<Note>? before = null;
        foreach (var (events, minutes) in history)
        {
            at = at.AddMinutes(minutes);
            var change = new RecordChange<Note, NoteWritten>(Notes, key, before, events);
            facts.AddRange(change.Events(new CommandContext(Staff, "tested"), at));
            before = (Stored<Note>)change.After(at);
            states.Add((at, before.Version, before.Data));
        }

        return (facts, states);
    }

    private sealed record Note
    {
        [Field("What it is called", Purpose.Administration, MaxLength = 100)]
        public required string Title { get; init; }

        [Field("What it says", Purpose.Administration, Personal.FreeText, MaxLength = 100)]
        public string? Text { get; init; }

        [Field("How good it is", Purpose.Statistics)]
        public int? Stars { get; init; }

        [Field("By what it is found", Purpose.Administration, MaxLength = 10, MaxItems = 5)]
        public required IReadOnlyList<string> Tags { get; init; }

        [Field("Where it was written", Purpose.Administration)]
        public Place? Place { get; init; }
    }

    private sealed record Place
    {
        [Field("The town", Purpose.Administration, MaxLength = 100)]
        public required string Town { get; init; }

        [Field("The room", Purpose.Administration)]
        public int? Room { get; init; }
    }

    [FieldsOf(typeof(Note))]
    private sealed record NoteWritten
    {
        public required string Title { get; init; }

        public string? Text { get; init; }

        public int? Stars { get; init; }

        public required IReadOnlyList<string> Tags { get; init; }

        public Place? Place { get; init; }
    }
}
