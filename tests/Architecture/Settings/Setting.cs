namespace Serverless.Architecture.Settings;

/// <summary>Something that the app or its host can be told.</summary>
/// <param name="Name">As the environment spells it.</param>
/// <param name="Default">Null where there is none.</param>
internal sealed record Setting(string Name, string? Default, string Means, Place Place)
{
    /// <summary>What to write there, where that is no default.</summary>
    public string? Example { get; init; }

    /// <summary>Whoever sets it chooses how often, and how its name ends.</summary>
    public bool IsOpen { get; init; }

    public bool IsLocal => Place is Place.Anywhere or Place.Local;

    public bool IsOnAzure => Place is Place.Anywhere or Place.Azure;
}

/// <summary>Where a setting is set.</summary>
internal enum Place
{
    Anywhere,

    /// <summary>On a developer's machine only.</summary>
    Local,

    /// <summary>On Azure only.</summary>
    Azure,

    /// <summary>The platform, or what plays it, says it by itself.</summary>
    Platform,
}
