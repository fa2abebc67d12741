namespace Serverless.Cloud.Cosmos;

/// <summary>One thing in which a container is not as declared.</summary>
/// <param name="What">Such as "indexed path".</param>
/// <param name="Declared">Null where nothing like the existing is declared.</param>
/// <param name="Existing">Null where the declared does not exist.</param>
/// <param name="IsFinal">Only another container can be otherwise: documents must move, and the app does not start before.</param>
public sealed record ContainerDifference(string What, string? Declared, string? Existing, bool IsFinal)
{
    public override string ToString() => (Declared, Existing) switch
    {
        (null, _) => $"{What} {Existing} exists and is not declared",
        (_, null) => $"{What} {Declared} is declared and does not exist",
        _ => $"{What} is {Existing} and declared as {Declared}",
    };
}
