namespace Serverless.Demo.Scripting;

internal static class Consents
{
    private const float Grants = 0.8f;
    private const float Withdrawals = 0.15f;

    /// <summary>Most agree when they register, and some think better of it later.</summary>
    public static void DecideOnConsents(this Story story)
    {
        var entries = 0;
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            if (!story.Perhaps(Grants)) continue;
            story.Do(new DecideConsent(purpose, IsGranted: true) { Week = story.Joins });
            entries++;
            if (!story.Perhaps(Withdrawals)) continue;
            story.Do(new DecideConsent(purpose, IsGranted: false) { Week = story.Random.Int(story.Joins + 1, Programme.Weeks) });
            entries++;
        }

        if (entries > 0) story.DoOnce(new VerifyConsents(entries) { Week = Programme.Afterwards });
    }
}
