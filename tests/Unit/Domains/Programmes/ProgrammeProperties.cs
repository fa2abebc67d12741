using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Whatever is asked of a programme and its seats, in whatever order.</summary>
public sealed class ProgrammeProperties
{
    private static readonly Gen<ProgrammeDetails> Details =
        from title in Gen.Frequency((9, Gen.Constant("Welding")), (1, Gen.Elements("", "Brazing")))
        from capacity in Gen.Frequency((9, Gen.Choose(1, 4).Select(c => (int?)c)), (1, Gen.Elements<int?>(null, 0)))
        from ends in Gen.Choose(25, 31)
        from sessions in Gen.SubListOf(Enumerable.Range(2, 4).Select(day => Sample.Session(day, day)))
        from tasks in Gen.SubListOf(Enumerable.Range(11, 3).Select(number => Sample.Essay with { Id = Sample.Id(number) }))
        from points in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(100)))
        select Sample.Details with
        {
            Title = title,
            Capacity = capacity,
            Ends = new DateOnly(2027, 3, ends),
            Sessions = [.. sessions],
            Tasks = [.. tasks],
            Completion = new CompletionRules { MinimumAttendance = 80, MinimumPoints = points, RequiredTasks = [] },
        };

    private static readonly Gen<Action<World>> Commands = Gen.Frequency(
        (3, Details.Select(details => Asked(world => world.Write(details)))),
        (1, Gen.Constant(Asked(world => world.Publish()))),
        (4, Gen.Choose(0, 7).Select(number => Asked(world => world.Claim(Sample.Id(number))))),
        (2, Gen.Choose(0, 7).Select(number => Asked(world => world.Release(Sample.Id(number))))));

    [Fact]
    [Trait("Requirement", "S86")]
    public void Seats_never_exceed_the_capacity_and_what_is_published_never_loses_anything()
    {
        var claimed = 0;
        Prop.ForAll(Commands.ListOf().ToArbitrary(), commands =>
        {
            var world = new World();
            foreach (var command in commands)
            {
                var before = world.Programme;
                command(world);
                if (!world.IsSound() || !World.IsKept(before, world.Programme)) return false;
            }

            claimed += world.Held;
            return DocumentJson.AreSame(world.Programme, world.Folded());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
        Assert.True(claimed > 0, "No sequence came as far as a claimed seat.");
    }

    private static Action<World> Asked(Action<World> command) => command;

    private sealed class World
    {
        private readonly List<ProgrammeEvent> _events = [];
        private readonly Dictionary<Guid, Seat> _seats = [];

        public Programme? Programme { get; private set; }

        public int Held => _seats.Values.Count(seat => seat.Status == SeatStatus.Held);

        public void Write(ProgrammeDetails details) =>
            Happen((Programme is null ? ProgrammeDecisions.Draft(Programme, details) : ProgrammeDecisions.Change(Programme, details)).Events);

        public void Publish() => Happen(ProgrammeDecisions.Publish(Programme).Events);

        public void Claim(Guid application) => Happen(application, SeatDecisions.Claim(Programme, _seats.GetValueOrDefault(application), application));

        public void Release(Guid application) => Happen(application, SeatDecisions.Release(Programme, _seats.GetValueOrDefault(application), application));

        public bool IsSound() => Programme is null
            || (Programme.SeatsTaken == Held
                && (Held == 0 || Held <= Programme.Capacity)
                && ProgrammesDomain.Programmes.Schema.Check(DocumentJson.Write(Programme)).Count == 0);

        public static bool IsKept(Programme? before, Programme? after) => before is not { Status: ProgrammeStatus.Published }
            || (after is { Status: ProgrammeStatus.Published }
                && DocumentJson.AreSame(before, after with
                {
                    Ends = before.Ends,
                    Capacity = before.Capacity,
                    SeatsTaken = before.SeatsTaken,
                    Sessions = [.. after.Sessions.Take(before.Sessions.Count)],
                    Tasks = [.. after.Tasks.Take(before.Tasks.Count)],
                })
                && after.Ends >= before.Ends
                && after.Capacity >= before.Capacity);

        /// <summary>The state that the events lead to when they are read back as they were stored.</summary>
        public Programme? Folded() => Stored.Fold(ProgrammesDomain.Programmes, _events);

        private void Happen(Guid application, Result<SeatChange> change)
        {
            if (!change.IsSuccess) return;
            Happen(change.Value.Programme);
            foreach (var fact in change.Value.Seat) _seats[application] = SeatDecisions.Evolve(_seats.GetValueOrDefault(application), fact);
        }

        private void Happen(IReadOnlyList<ProgrammeEvent> events)
        {
            _events.AddRange(events);
            Programme = events.Aggregate(Programme, (state, fact) => ProgrammeDecisions.Evolve(state, fact));
        }
    }
}
