namespace Serverless.Demo.Scripting;

/// <summary>Somebody who asks for a place, and all that they and others do about it, week by week.</summary>
/// <param name="Number">From 1.</param>
public sealed record Learner(int Number, Fate Fate, Identity Identity, IReadOnlyList<Step> Steps)
{
    /// <summary>Steps of a week, in their order, with their places in the list.</summary>
    public IEnumerable<(int Index, Step Step)> StepsOf(int week) => Steps.Index().Where(one => one.Item.Week == week);
}

/// <summary>Nobody's: made up, and at an address that belongs to no one.</summary>
public sealed record Identity(string Name, string Mailbox, string? Phone, string Language, string Motivation);
