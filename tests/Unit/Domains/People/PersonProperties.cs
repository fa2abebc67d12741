using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Whatever is asked of a person, in whatever order.</summary>
public sealed class PersonProperties
{
    private static readonly Gen<PersonDetails> Details =
        from name in Gen.Elements("Ada", " Ada ", "")
        from email in Gen.Elements("ada@example.org", "ada@EXAMPLE.org", "ada")
        from phone in Gen.Elements("+44 20 7946 0000", null)
        select new PersonDetails { Name = name, Email = email, Phone = phone, Language = "en" };

    private static readonly Gen<Func<Person?, Decision<PersonEvent>>> Commands =
        from details in Details
        from command in Gen.Elements<Func<Person?, Decision<PersonEvent>>>(
            p => PersonDecisions.Register(p, details), p => PersonDecisions.Change(p, details), PersonDecisions.Delete, PersonDecisions.Restore)
        select command;

    [Fact]
    [Trait("Requirement", "S123")]
    public void Who_is_deleted_stays_as_they_were_and_the_events_tell_the_state() =>
        Prop.ForAll(Commands.ListOf().ToArbitrary(), commands =>
        {
            Person? state = null;
            var events = new List<PersonEvent>();
            foreach (var command in commands)
            {
                var before = state;
                var facts = command(state).Events;
                events.AddRange(facts);
                state = facts.Aggregate(state, (s, fact) => PersonDecisions.Evolve(s, fact));
                if (facts.Count > 0 && before == state) return false;
                if (before is { Status: PersonStatus.Deleted } && before != state! with { Status = PersonStatus.Deleted }) return false;
            }

            return state == Stored.Fold(PeopleDomain.People, events)
                && (state is null || PeopleDomain.People.Schema.Check(DocumentJson.Write(state)).Count == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
}
