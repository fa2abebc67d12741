namespace Serverless.Demo.Playing;

internal sealed record PlayOptions(TimeProvider Time)
{
    /// <summary>How many learners act at once.</summary>
    public int Clients { get; init; } = 12;

    /// <summary>How long a request may go unanswered, and what is to follow by itself may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing new is said before it is final.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(15);
}
