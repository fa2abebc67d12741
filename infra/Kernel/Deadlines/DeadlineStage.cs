namespace Serverless.Kernel.Deadlines;

/// <summary>How far a deadline is, and who has been told. Stored by name: add, never rename or remove.</summary>
public enum DeadlineStage
{
    Running,

    /// <summary>It is near, and that has been told.</summary>
    Near,

    /// <summary>It has passed, and that has been told.</summary>
    Missed,

    /// <summary>What was to be done is done.</summary>
    Stopped,
}

public static class DeadlineStages
{
    /// <summary>What is to be told now: each stage once, and nothing of one that is passed over.</summary>
    /// <param name="near">How long before the deadline it is near.</param>
    /// <returns>Null where there is nothing to tell.</returns>
    public static DeadlineStage? Next(this DeadlineStage stage, DateTimeOffset due, DateTimeOffset now, TimeSpan near) => stage switch
    {
        DeadlineStage.Running or DeadlineStage.Near when due < now => DeadlineStage.Missed,
        DeadlineStage.Running when due - now <= near => DeadlineStage.Near,
        _ => null,
    };

    /// <summary>Whole days until then; negative once it has passed.</summary>
    public static int DaysLeft(DateTimeOffset due, DateTimeOffset now) => (int)Math.Floor((due - now).TotalDays);
}
