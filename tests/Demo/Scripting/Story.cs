using Bogus;

namespace Serverless.Demo.Scripting;

/// <summary>Writes down what one learner's fate means, step by step, with all that goes wrong on the way.</summary>
internal sealed class Story
{
    private const float RepeatedRequests = 0.08f;
    private const float DuplicateRequests = 0.04f;

    private readonly List<Step> _steps = [];

    /// <param name="number">Of the learner, from 1.</param>
    public Story(Randomizer random, Fate fate, int number)
    {
        (Random, Fate, Number) = (random, fate, number);
        Joins = fate switch
        {
            Fate.JoinsLate => random.Int(2, 3),
            // After the last one who gets a seat, and before the first who gives it back.
            Fate.FindsItFull => 4,
            _ => 0,
        };
        Leaves = fate switch
        {
            Fate.DropsOut => random.Int(3, 9),
            Fate.WithdrawsAfterAcceptance => random.Int(5, 7),
            _ => Programme.Afterwards,
        };
    }

    public Randomizer Random { get; }

    public Fate Fate { get; }

    public int Number { get; }

    /// <summary>The week in which they apply.</summary>
    public int Joins { get; }

    /// <summary>The first week in which they do not take part any more.</summary>
    public int Leaves { get; }

    public int FirstSession => Math.Max(1, Joins);

    public IReadOnlyList<Step> Write()
    {
        if (this.Apply())
        {
            this.Attend();
            this.DoTasks();
            this.Leave();
        }

        this.DecideOnConsents();
        // Within a week in the order in which they were written down.
        return [.. _steps.OrderBy(step => step.Week)];
    }

    public bool Perhaps(float share) => Random.Bool(share);

    /// <summary>A step that is done, and sometimes sent twice by a client that has lost the answer.</summary>
    public void Do(Step step) => DoOnce(step with { IsRepeated = Perhaps(RepeatedRequests) });

    public void DoOnce(Step step) => _steps.Add(step);

    /// <summary>A step that comes at the wrong time or once too often.</summary>
    public void Refuse(Step step, string code) => _steps.Add(step with { RefusedWith = code });

    /// <summary>The same wish again, by another request: it has been granted already.</summary>
    public void SometimesAgain(Step step, string code)
    {
        if (Perhaps(DuplicateRequests)) Refuse(step, code);
    }
}
