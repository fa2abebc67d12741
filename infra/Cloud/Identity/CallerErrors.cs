using Serverless.Kernel.Results;

namespace Serverless.Cloud.Identity;

/// <summary>Why a request does not reach its function.</summary>
internal static class CallerErrors
{
    public static readonly Error NoCaller = new(
        ErrorKind.Unauthenticated, "no-caller", "This needs a valid token, sent as 'Authorization: Bearer TOKEN'.");

    public static readonly Error WrongRole = new(
        ErrorKind.Forbidden, "wrong-role", "None of the caller's roles may do this.");

    public static readonly Error ForeignSubject = new(
        ErrorKind.Forbidden, "foreign-subject", "The caller may do this to their own data only.");

    public static readonly Error MalformedPersonId = new(
        ErrorKind.Invalid, "malformed-person-id", "The personId of the address must be a UUID in lower case with hyphens.");

    public static readonly Error TooManyCalls = new(
        ErrorKind.TooManyRequests, "too-many-calls", "The caller has called this too often; Retry-After says in how many seconds it may again.");

    public static readonly Error NoRegion = new(
        ErrorKind.Forbidden, "wrong-region", "It is not said in which region the tenant's data belongs, so nothing of it is read or written.");

    public static Error WrongRegion(string region) => new(
        ErrorKind.Forbidden, "wrong-region", $"The tenant's data belongs in the region {region}. Nothing of it is read or written here: ask there.");
}
