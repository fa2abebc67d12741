namespace Serverless.Demo.Scripting;

/// <summary>What becomes of somebody who asks for a place.</summary>
public enum Fate
{
    NeverSubmits,
    IsNeverDecidedOn,
    WithdrawsApplication,
    IsRejected,

    /// <summary>Whoever comes when every seat is taken.</summary>
    FindsItFull,

    /// <summary>Withdraws after some weeks what was accepted.</summary>
    WithdrawsAfterAcceptance,
    DropsOut,
    IsSeldomThere,
    FailsTheProject,
    Completes,

    /// <summary>Joins when the programme has begun, and completes it.</summary>
    JoinsLate,

    /// <summary>Completes, and loses the certificate again.</summary>
    IsFoundOut,
}

/// <summary>Deals the fates so that every twenty learners are one programme with all that happens in one.</summary>
public static class Fates
{
    private static readonly Fate[] Hand =
    [
        Fate.NeverSubmits, Fate.IsNeverDecidedOn, Fate.WithdrawsApplication, Fate.IsRejected, Fate.FindsItFull,
        Fate.WithdrawsAfterAcceptance, Fate.DropsOut, Fate.DropsOut, Fate.IsSeldomThere, Fate.FailsTheProject,
        Fate.JoinsLate, Fate.IsFoundOut, .. Enumerable.Repeat(Fate.Completes, 8),
    ];

    /// <summary>A hand in the order that the seed gives.</summary>
    public static Fate[] Shuffled(Bogus.Randomizer random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [.. random.Shuffle(Hand)];
    }
}
