namespace Serverless.Contracts.Running;

/// <summary>What a backend can do beyond answering the SDK; a test that needs more than its backend offers does not exist there.</summary>
[Flags]
public enum Capability
{
    None = 0,

    /// <summary>Answers can be made to fail on demand.</summary>
    Faults = 1,

    /// <summary>The clock can be moved.</summary>
    Clock = 2,

    /// <summary>Partition ranges can be split and merged on demand.</summary>
    Split = 4,

    /// <summary>Text of numbers and strings comes back byte for byte, which the cloud service does not promise.</summary>
    TextFidelity = 8,

    /// <summary>The backend listens on a socket.</summary>
    Network = 16,

    Local = Faults | Clock | Split | TextFidelity,
}

/// <summary>Stands on a backend and says what it offers.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OffersAttribute(Capability capability) : Attribute
{
    public Capability Capability { get; } = capability;

    /// <summary>The environment variable without which the backend is not there at all.</summary>
    public string? WhenSet { get; init; }
}
