using System.Text.Json;
using Serverless.Demo.Scripting;

namespace Serverless.Unit.Demo;

public sealed class ScriptTests
{
    private static readonly Script TwoHundred = Script.Of(seed: 1, learners: 200);

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        Assert.Equal(Text(Script.Of(seed: 7, learners: 60)), Text(Script.Of(seed: 7, learners: 60)));
        Assert.NotEqual(Text(Script.Of(seed: 7, learners: 60)), Text(Script.Of(seed: 8, learners: 60)));
    }

    [Fact]
    public void Who_comes_later_changes_nothing_for_who_was_there() =>
        Assert.Equal(Text(Script.Of(seed: 7, learners: 20)), Text(Script.Of(seed: 7, learners: 90) is var more ? more with { Learners = [.. more.Learners.Take(20)] } : more));

    [Fact]
    public void Twenty_learners_meet_every_fate() =>
        Assert.Equal(Enum.GetValues<Fate>().Order(), Script.Of(seed: 3, learners: 20).Learners.Select(learner => learner.Fate).Distinct().Order());

    [Fact]
    public void Every_kind_of_step_occurs_and_everything_that_can_go_wrong_does()
    {
        var steps = TwoHundred.Learners.SelectMany(learner => learner.Steps).ToList();
        var kinds = typeof(Step).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Step))).ToList();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Contains(steps, step => step.GetType() == kind && step.HasEffect));
        var codes = typeof(Refusals).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.All(codes, code => Assert.Contains(steps, step => step.RefusedWith == code));
        Assert.Contains(steps, step => step.IsRepeated);
        Assert.Contains(steps, step => step is Attend { IsImported: true, IsRepeated: true });
        Assert.Contains(steps, step => step is Attend { IsImported: true, HasEffect: false });
    }

    [Fact]
    public void A_step_that_is_refused_is_not_asked_for_twice() =>
        Assert.All(TwoHundred.Learners.SelectMany(learner => learner.Steps).Where(step => !step.HasEffect), step => Assert.False(step.IsRepeated));

    [Fact]
    public void Steps_come_week_by_week() => Assert.All(TwoHundred.Learners, learner =>
    {
        Assert.Equal(learner.Steps.Select(step => step.Week).Order(), learner.Steps.Select(step => step.Week));
        Assert.All(learner.Steps, step => Assert.InRange(step.Week, 0, Programme.Afterwards));
    });

    [Fact]
    public void No_two_people_have_one_address()
    {
        var mailboxes = TwoHundred.Learners.Select(learner => learner.Identity.Mailbox).ToList();
        Assert.Equal(mailboxes.Count, mailboxes.Distinct(StringComparer.Ordinal).Count());
    }

    private static string Text(Script script) =>
        JsonSerializer.Serialize(script.Learners.Select(learner => new { learner.Number, learner.Fate, learner.Identity, Steps = learner.Steps.Select(step => $"{step}") }));
}
