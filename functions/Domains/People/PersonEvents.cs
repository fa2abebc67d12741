using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.People;

[FieldsOf(typeof(Person))]
public abstract record PersonEvent;

public sealed record PersonRegistered : PersonEvent
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string Language { get; init; }
}

/// <summary>Holds all details, changed or not.</summary>
public sealed record PersonChanged : PersonEvent
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string Language { get; init; }
}

public sealed record PersonDeleted : PersonEvent;

public sealed record PersonRestored : PersonEvent;

/// <summary>Holds all details, as they are right. What they were before, as with every event, lies beside it.</summary>
public sealed record PersonRectified : PersonEvent
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string Language { get; init; }

    [Field("Why it was corrected", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public required string Reason { get; init; }

    [Field("The entry in the register of requests that asked for it", Purpose.LegalObligation)]
    public required Guid RequestId { get; init; }
}
