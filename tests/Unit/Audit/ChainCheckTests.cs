using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Projections;

namespace Serverless.Unit.Audit;

/// <summary>Whatever is done to a chain in the store, the first place where it shows is named.</summary>
[Trait("Requirement", "S56")]
[Trait("Requirement", "S97")]
public sealed class ChainCheckTests
{
    private static readonly SubjectPlace Subject = new("acme", "6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private static readonly Dictionary<long, string> NoCheckpoints = [];

    /// <summary>Lengths of chains and two places in them, the first before the second.</summary>
    private static readonly Arbitrary<(int Length, int First, int Second)> Places = (
        from length in Gen.Choose(2, 30)
        from first in Gen.Choose(1, length - 1)
        from second in Gen.Choose(first + 1, length)
        select (length, first, second)).ToArbitrary();

    [Fact]
    public void A_chain_as_it_was_stored_is_whole() => Prop.ForAll(Places, at =>
        Check(Chain(at.Length)) is { Breach: null } check && check.Entries == at.Length).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_alteration_is_named_at_its_place() => Prop.ForAll(Places, at =>
    {
        string[] names = ["at", "callerId", "function", "kind", "traceId", "from", "previous", "hash", "form"];
        return names.All(name =>
        {
            var chain = Chain(at.Length);
            chain[at.First - 1][name] = "other";
            return Breach(chain) == Of(at.First, AuditFault.Altered);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_added_to_an_entry_or_taken_out_of_it_is_named() => Prop.ForAll(Places, at =>
    {
        var (more, less) = (Chain(at.Length), Chain(at.Length));
        more[at.First - 1]["note"] = 0.5;
        less[at.First - 1].Remove("from");
        return Breach(more) == Of(at.First, AuditFault.Altered) && Breach(less) == Of(at.First, AuditFault.Altered);
    }).QuickCheckThrowOnFailure();

    /// <summary>Whoever can write the store can reckon a hash too; the next entry then shows it.</summary>
    [Fact]
    public void An_entry_that_is_written_anew_with_its_hash_is_named_at_the_one_that_follows() => Prop.ForAll(Places, at =>
    {
        var chain = Chain(at.Length);
        chain[at.First - 1]["callerId"] = "other";
        Seal(chain[at.First - 1]);
        return Breach(chain) == Of(at.First + 1, AuditFault.Unlinked);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_removed_entry_is_named() => Prop.ForAll(Places, at =>
    {
        var chain = Chain(at.Length);
        chain.RemoveAt(at.First - 1);
        return Breach(chain) == Of(at.First, AuditFault.Removed);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Entries_that_change_places_are_named_at_the_first() => Prop.ForAll(Places, at =>
    {
        var chain = Chain(at.Length);
        var (one, other) = (chain[at.First - 1], chain[at.Second - 1]);
        ((one["id"], other["id"]), (chain[at.First - 1], chain[at.Second - 1])) = (((string)other["id"]!, (string)one["id"]!), (other, one));
        return Breach(chain) == Of(at.First, AuditFault.Moved);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_put_in_between_is_named_at_the_place_that_it_takes() => Prop.ForAll(Places, at =>
    {
        var chain = Chain(at.Length);
        var copy = chain[at.First - 1].DeepClone().AsObject();
        copy["id"] = AuditEntry.IdOf(at.First) + "a";
        chain.Insert(at.First, copy);
        return Breach(chain) == Of(at.First + 1, AuditFault.Inserted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entry_of_somebody_else_is_named() => Prop.ForAll(Places, at =>
    {
        var chain = Chain(at.Length);
        chain[at.First - 1]["subjectId"] = "another";
        Seal(chain[at.First - 1]);
        return Breach(chain) == Of(at.First, AuditFault.Moved);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_end_that_is_cut_off_is_named_by_a_checkpoint_and_by_nothing_else() => Prop.ForAll(Places, at =>
    {
        var whole = Chain(at.Length);
        var checkpoint = new Dictionary<long, string> { [at.Second] = (string)whole[at.Second - 1]["hash"]! };
        var cut = whole.Take(at.First).ToList();
        return Breach(cut) is null && Check(cut, checkpoint).Breach == Of(at.First + 1, AuditFault.CutOff) && Check([], checkpoint).Breach == Of(1, AuditFault.CutOff);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chain_that_is_written_anew_as_a_whole_is_named_by_a_checkpoint() => Prop.ForAll(Places, at =>
    {
        var checkpoint = new Dictionary<long, string> { [at.Second] = (string)Chain(at.Length)[at.Second - 1]["hash"]! };
        var forged = Chain(at.Length, caller: "other");
        return Breach(forged) is null && Check(forged, checkpoint).Breach == Of(at.Second, AuditFault.Rewritten);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_check_from_the_middle_takes_what_is_before_as_given() => Prop.ForAll(Places, at =>
    {
        var check = new ChainCheck(Subject, NoCheckpoints);
        check.BeginAfter(at.First);
        foreach (var entry in Chain(at.Length).Skip(at.First)) check.Add(entry);
        check.End();
        return check.Breach is null && check.Entries == at.Length - at.First;
    }).QuickCheckThrowOnFailure();

    private static AuditBreach Of(long place, AuditFault fault) => new(Subject.SubjectId, place, fault);

    private static AuditBreach? Breach(IEnumerable<JsonObject> chain) => Check(chain).Breach;

    private static ChainCheck Check(IEnumerable<JsonObject> chain, Dictionary<long, string>? checkpointed = null)
    {
        var check = new ChainCheck(Subject, checkpointed ?? NoCheckpoints);
        foreach (var entry in chain)
        {
            if (!check.Add(entry)) break;
        }

        check.End();
        return check;
    }

    private static List<JsonObject> Chain(int length, string caller = "staff-1")
    {
        var chain = new List<JsonObject>();
        var previous = AuditHash.Origin;
        for (var sequence = 1L; sequence <= length; sequence++)
        {
            var entry = new JsonObject
            {
                ["id"] = AuditEntry.IdOf(sequence),
                ["tenantId"] = Subject.TenantId,
                ["subjectId"] = Subject.SubjectId,
                ["form"] = AuditHash.Form,
                ["sequence"] = sequence,
                ["at"] = $"2027-03-01T12:00:{sequence:D2}.0000000Z",
                ["callerId"] = caller,
                ["function"] = "GetPerson",
                ["kind"] = "read",
                ["records"] = new JsonArray(new JsonObject { ["type"] = "person", ["ids"] = new JsonArray(Subject.SubjectId), ["count"] = 1 }),
                ["from"] = "v1.sealed",
                ["traceId"] = "0af7651916cd43dd8448eb211c80319c",
                ["previous"] = previous,
            };
            Seal(entry);
            previous = (string)entry["hash"]!;
            chain.Add(entry);
        }

        return chain;
    }

    private static void Seal(JsonObject entry) => entry["hash"] = AuditHash.Of(entry);
}
