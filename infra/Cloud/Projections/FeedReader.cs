namespace Serverless.Cloud.Projections;

/// <summary>What reads change feeds, event by event: a read model, a reaction, or what tells the world outside. What it cannot take in is parked under its name.</summary>
/// <param name="name">Lower case with hyphens.</param>
public abstract class FeedReader(string name)
{
    public string Name => name;
}
