using Bogus;

namespace Serverless.Demo.Scripting;

/// <summary>A programme and everybody in it, wholly determined by a number: the same seed tells the same story.</summary>
public sealed record Script(int Seed, IReadOnlyList<Learner> Learners)
{
    public const int MostLearners = 10_000;

    /// <summary>Every acceptance that is meant to be one finds a seat, and the next one does not.</summary>
    public int Capacity => Math.Max(1, Learners.Count(learner => learner.Steps.Any(step => step is Apply { Move: ApplicationMove.Accept, HasEffect: true })));

    public int Steps => Learners.Sum(learner => learner.Steps.Count);

    public static Script Of(int seed, int learners)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(learners, 1);
        var hand = Fates.Shuffled(new Randomizer(seed));
        var faker = new Faker("en");
        return new Script(seed, [.. Enumerable.Range(1, learners).Select(number => LearnerOf(faker, seed, number, hand[(number - 1) % hand.Length]))]);
    }

    /// <summary>By a randomizer of their own, so that whoever comes later changes nothing for who was there.</summary>
    private static Learner LearnerOf(Faker faker, int seed, int number, Fate fate)
    {
        faker.Random = new Randomizer(HashOf(seed, number));
        return new Learner(number, fate, Identities.Of(faker, number), new Story(faker.Random, fate, number).Write());
    }

    /// <summary>Not <see cref="HashCode"/>, which differs from run to run.</summary>
    private static int HashOf(int seed, int number) => unchecked((seed * 1_000_003) ^ (number * 7_919));
}
