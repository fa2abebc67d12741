namespace Serverless.Demo.Scripting;

/// <summary>Tasks handed in, in time or late, returned, improved, passed and failed.</summary>
internal static class Coursework
{
    private const float LateHandIns = 0.2f;
    private const float Returns = 0.25f;
    private const float EarlyResubmissions = 0.05f;
    private const int PassingScore = 60;

    public static void DoTasks(this Story story)
    {
        // One of the lesser tasks may be left out or failed by those who make it.
        var weakness = story.Perhaps(0.4f) ? story.Random.Int(1, Programme.Tasks.Count - 1) : 0;
        foreach (var task in Programme.Tasks.Where(task => task.Week >= story.FirstSession))
        {
            var week = task.Week + (task != Programme.Project && story.Perhaps(LateHandIns) ? 1 : 0);
            // Reviewed a week after it was handed in.
            if (week + 1 >= story.Leaves && story.Leaves <= Programme.Weeks) break;
            var isWeak = task.Number == weakness || (task == Programme.Project && story.Fate == Fate.FailsTheProject);
            if (isWeak && task != Programme.Project && story.Perhaps(0.5f)) continue;
            Do(story, task.Number, week, isWeak ? ReviewOutcome.Failed : ReviewOutcome.Passed);
        }
    }

    private static void Do(Story story, int task, int week, ReviewOutcome outcome)
    {
        story.Do(new HandIn(task) { Week = week });
        story.SometimesAgain(new HandIn(task) { Week = week }, Refusals.SubmissionExists);
        if (story.Perhaps(EarlyResubmissions)) story.Refuse(new Resubmit(task) { Week = week }, Refusals.SubmissionState);
        if (story.Perhaps(Returns))
        {
            story.Do(new Review(task, ReviewOutcome.Returned, Score(story, ReviewOutcome.Returned)) { Week = week + 1 });
            story.Do(new Resubmit(task) { Week = week + 1 });
        }

        var review = new Review(task, outcome, Score(story, outcome)) { Week = week + 1 };
        story.Do(review);
        story.SometimesAgain(review, Refusals.SubmissionReviewed);
    }

    private static int Score(Story story, ReviewOutcome outcome) =>
        outcome == ReviewOutcome.Passed ? story.Random.Int(PassingScore, 100) : story.Random.Int(0, PassingScore - 1);
}
