namespace Serverless.Demo.Scripting;

/// <summary>How it ends: with a certificate, without one, or before its time.</summary>
internal static class Departure
{
    private const float GreedyPeople = 0.3f;

    public static void Leave(this Story story)
    {
        var week = story.Leaves;
        switch (story.Fate)
        {
            case Fate.DropsOut:
                story.Do(new DropOut(story.Random.Enum<DropReason>()) { Week = week });
                story.Do(new Refund { Week = week });
                if (story.Perhaps(GreedyPeople)) story.Refuse(new Refund { Week = week }, Refusals.RefundExceeds);
                // They come once more, or their name is still on the list.
                story.Refuse(new Attend(week, Attendance.Present) { Week = week, IsImported = Programme.ImportedSessions.Contains(week) }, Refusals.NotEnrolled);
                break;
            case Fate.WithdrawsAfterAcceptance:
                story.Do(new Apply(ApplicationMove.Withdraw) { Week = week });
                story.Do(new LoseEnrolment { Week = week });
                break;
            case Fate.Completes or Fate.JoinsLate:
                Graduate(story);
                break;
            case Fate.IsFoundOut:
                Graduate(story);
                story.Do(new RevokeCertificate { Week = week });
                story.Do(new VerifyCertificate(IsValid: false) { Week = week });
                break;
        }
    }

    private static void Graduate(Story story)
    {
        story.Do(new Graduate { Week = story.Leaves });
        story.Do(new VerifyCertificate(IsValid: true) { Week = story.Leaves });
    }
}
