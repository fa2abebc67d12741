using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PrivacyRequestKind>))]
public enum PrivacyRequestKind
{
    /// <summary>GDPR Art. 15 and 20.</summary>
    Export,

    /// <summary>GDPR Art. 16.</summary>
    Rectification,

    /// <summary>GDPR Art. 17.</summary>
    Erasure,

    /// <summary>GDPR Art. 18.</summary>
    Restriction,

    /// <summary>GDPR Art. 21.</summary>
    Objection,
}

/// <summary>Which law's clock runs. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Jurisdiction>))]
public enum Jurisdiction
{
    /// <summary>Regulation (EU) 2016/679.</summary>
    Gdpr,

    /// <summary>India's Digital Personal Data Protection Act, 2023, and its Rules.</summary>
    Dpdp,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PrivacyRequestStatus>))]
public enum PrivacyRequestStatus
{
    /// <summary>Received; who asks is not identified yet.</summary>
    Received,

    /// <summary>Under way.</summary>
    Accepted,

    /// <summary>A legal hold, or something else that must end first, is in its way.</summary>
    Held,

    /// <summary>The end: done.</summary>
    Completed,

    /// <summary>The end: taken back.</summary>
    Cancelled,

    /// <summary>The end: refused, with the reason told to the subject.</summary>
    Refused,
}

/// <summary>Who asks. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Requester>))]
public enum Requester
{
    Subject,
    Representative,

    /// <summary>Nobody asks: the organisation does it of its own accord, or a rule does.</summary>
    Controller,
    Authority,
}

/// <summary>Enters what a subject asks for into the register, whose clocks begin to run. Told again, it is the same entry.</summary>
/// <returns>Whether it was entered before; else why it cannot be.</returns>
public delegate Task<Result<bool>> EnterPrivacyRequest(CommandContext context, NewPrivacyRequest request, CancellationToken cancellation);

/// <param name="RequestId">Of what is started by it: the erasure, the export.</param>
/// <param name="Respond">Until when the law wants an answer.</param>
/// <param name="Rule">The rule that says so, as it is cited.</param>
public sealed record NewPrivacyRequest(
    Guid RequestId, Guid PersonId, PrivacyRequestKind Kind, Jurisdiction Jurisdiction, Requester RequestedBy, DateTimeOffset Respond, string Rule);

/// <summary>Tells the register how a request goes. Told again, it changes nothing.</summary>
/// <param name="reason">A code, where it is held or refused.</param>
/// <returns>Null when it is entered; else why it is not.</returns>
public delegate Task<Error?> AdvancePrivacyRequest(
    Caller caller, Guid personId, Guid requestId, PrivacyRequestStatus status, string? reason, CancellationToken cancellation);

/// <summary>Asks the register for what is open about a person; of one kind.</summary>
public delegate Task<IReadOnlyList<Guid>> FindOpenPrivacyRequests(string tenantId, Guid personId, PrivacyRequestKind kind, CancellationToken cancellation);
