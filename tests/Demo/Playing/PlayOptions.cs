namespace Serverless.Demo.Playing;

/// <param name="Clients">How many learners act at once.</param>
/// <param name="Patience">How long a request may go unanswered, and what is to follow by itself may take.</param>
internal sealed record PlayOptions(TimeProvider Time, int Clients = 12, TimeSpan? LongestWait = null)
{
    public TimeSpan Patience => LongestWait ?? TimeSpan.FromSeconds(60);
}
