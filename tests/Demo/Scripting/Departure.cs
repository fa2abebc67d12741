namespace Serverless.Demo.Scripting;

/// <summary>How it ends: with a certificate, without one, or before its time.</summary>
internal static class Departure
{
    private const float GreedyPeople = 0.3f;

    /// <summary>Certificates of others nobody asks about: who asks without a name may do so 300 times a minute.</summary>
    private const int Asked = 100;

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
                story.DoOnce(new LoseEnrolment { Week = week });
                break;
            case Fate.Completes or Fate.JoinsLate:
                Graduate(story);
                break;
            case Fate.IsFoundOut:
                Graduate(story);
                story.Do(new RevokeCertificate { Week = week });
                Verify(story, isValid: false);
                break;
        }
    }

    private static void Graduate(Story story)
    {
        story.DoOnce(new Graduate { Week = story.Leaves });
        Verify(story, isValid: true);
    }

    private static void Verify(Story story, bool isValid)
    {
        if (story.Number <= Asked) story.DoOnce(new VerifyCertificate(isValid) { Week = story.Leaves });
    }
}
