namespace Serverless.Demo.Scripting;

/// <summary>From the first contact to the place in the programme.</summary>
internal static class Admission
{
    private const float EarlyReviews = 0.06f;
    private const float ChangesOfMind = 0.2f;
    private const float UntouchedPiles = 0.5f;

    /// <returns>Whether they take part.</returns>
    public static bool Apply(this Story story)
    {
        var week = story.Joins;
        story.Do(new Register { Week = week });
        story.SometimesAgain(new Register { Week = week }, Refusals.EmailTaken);
        Move(ApplicationMove.Draft);
        if (story.Perhaps(ChangesOfMind)) Move(ApplicationMove.Change);
        if (story.Perhaps(EarlyReviews)) story.Refuse(new Apply(ApplicationMove.StartReview) { Week = week }, Refusals.ApplicationState);
        if (story.Fate == Fate.NeverSubmits) return false;

        Move(ApplicationMove.Submit);
        story.SometimesAgain(new Apply(ApplicationMove.Submit) { Week = week }, Refusals.ApplicationState);
        if (story.Fate == Fate.WithdrawsApplication)
        {
            Move(ApplicationMove.Withdraw);
            story.Refuse(new Apply(ApplicationMove.StartReview) { Week = week }, Refusals.ApplicationState);
            return false;
        }

        if (story.Fate == Fate.IsNeverDecidedOn && story.Perhaps(UntouchedPiles)) return false;
        Move(ApplicationMove.StartReview);
        switch (story.Fate)
        {
            case Fate.IsNeverDecidedOn:
                return false;
            case Fate.IsRejected:
                Move(ApplicationMove.Reject);
                story.SometimesAgain(new Apply(ApplicationMove.Accept) { Week = week }, Refusals.ApplicationDecided);
                return false;
            case Fate.FindsItFull:
                story.Refuse(new Apply(ApplicationMove.Accept) { Week = week }, Refusals.ProgrammeFull);
                Move(ApplicationMove.Reject);
                return false;
            default:
                Move(ApplicationMove.Accept);
                story.SometimesAgain(new Apply(ApplicationMove.Accept) { Week = week }, Refusals.ApplicationDecided);
                story.DoOnce(new Enrol { Week = week });
                story.Do(new PayFee { Week = week });
                return true;
        }

        void Move(ApplicationMove move) => story.Do(new Apply(move) { Week = week });
    }
}
