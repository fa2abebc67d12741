using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Projections;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Automation;

/// <summary>Batches that break off anywhere, and are given again until they do not, as the trigger does.</summary>
public sealed class ReactionFaultTests(EchoApp app) : IClassFixture<EchoApp>, IDisposable
{
    private const int MostAttempts = 60;

    private static readonly Gen<FaultRule> Rules =
        from action in Gen.Elements(FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.DropRequest, FaultAction.DropAnswer)
        from container in Gen.Elements("counters", "deadletters", "keys")
        from skip in Gen.Choose(0, 4)
        from count in Gen.Choose(1, 4)
        select new FaultRule { Action = action, Container = container, Skip = skip, Count = count };

    private static readonly Gen<Course> Courses =
        from numbers in Gen.Frequency((4, Gen.Choose(1, 9)), (1, Gen.Constant(Echo.Poison))).ListOf(5)
        from rules in Rules.ListOf(4)
        from cut in Gen.Choose(0, 5)
        select new Course([.. numbers], [.. rules], cut);

    public void Dispose()
    {
        app.Get<Mirror>().IsForgiving = false;
        app.Faults.Clear();
    }

    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S78")]
    [Trait("Requirement", "S132")]
    public void Nothing_is_lost_done_twice_or_done_out_of_order() =>
        Prop.ForAll(Courses.ToArbitrary(), course => HoldsAsync(course)).Check(Config.QuickThrowOnFailure.WithMaxTest(6));

    private async Task<bool> HoldsAsync(Course course)
    {
        var mirror = app.Get<Mirror>();
        mirror.IsForgiving = false;
        var key = await app.CountAsync(course.Numbers);
        var events = (await app.EventsAsync(key)).Skip(1).ToList();
        foreach (var rule in course.Rules) app.Faults.Add(rule);
        await UntilDoneAsync(() => app.RunAsync(Mirror.Name, events.Take(course.Cut)));
        // Given again from the beginning, as after a process that could not say how far it was.
        await UntilDoneAsync(() => app.RunAsync(Mirror.Name, events));
        app.Faults.Clear();

        var done = course.Numbers.TakeWhile(number => number != Echo.Poison).ToList();
        var letters = await app.LettersAsync(key);
        if (!done.SequenceEqual(await mirror.PartsAsync(key)) || letters.Count != course.Numbers.Length - done.Count) return false;
        if (letters.Any(letter => letter.Status != DeadLetterStatus.Parked)) return false;
        if (letters.Count == 0) return true;

        mirror.IsForgiving = true;
        foreach (var rule in course.Rules) app.Faults.Add(rule);
        await UntilDoneAsync(() => app.Desk.ReplayAsync(key.TenantId, letters[0].Id, "op", CancellationToken.None));
        app.Faults.Clear();
        // It may have been settled as the last thing before it broke off.
        await app.RunAsync(Mirror.Name, events);
        return course.Numbers.SequenceEqual(await mirror.PartsAsync(key));
    }

    private static async Task UntilDoneAsync(Func<Task> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception e) when (attempt < MostAttempts && e is CosmosException or HttpRequestException or ReactionUnavailableException)
            {
                // As the trigger does: once more.
            }
        }
    }

    /// <param name="Cut">How much of it comes in the first batch.</param>
    private sealed record Course(int[] Numbers, FaultRule[] Rules, int Cut);
}
