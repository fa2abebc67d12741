namespace Serverless.Kernel.Results;

/// <summary>Why a request was refused, in the words of HTTP; only the edge turns it into a status.</summary>
public enum ErrorKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,

    /// <summary>It was there, and will not be again.</summary>
    Gone,
    Stale,
    TooLarge,
    UnsupportedMediaType,
    Unprocessable,
    PreconditionRequired,
    TooManyRequests,
    Unavailable,
}

/// <summary>One field that is wrong.</summary>
/// <param name="Pointer">Where it is: a JSON pointer (RFC 6901).</param>
/// <param name="Reason">What is wrong with it. Never holds the value, which may be personal.</param>
public sealed record Violation(string Pointer, string Reason);

/// <summary>A refusal that was foreseen.</summary>
/// <param name="Code">Stable, for programs: lower case with hyphens.</param>
/// <param name="Detail">For people. Never holds personal data.</param>
public sealed record Error(ErrorKind Kind, string Code, string Detail)
{
    public IReadOnlyList<Violation> Fields { get; init; } = [];
}
