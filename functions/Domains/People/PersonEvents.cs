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
