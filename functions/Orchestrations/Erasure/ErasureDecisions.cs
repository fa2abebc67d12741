using System.Text.Json;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>What people may do about an erasure, and what follows. Done again, it is the same.</summary>
public static class ErasureDecisions
{
    public static Result<ErasureCase> Identify(ErasureCase erasure, IdentificationMethod method, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (IsTakenBack(erasure)) return ErasureErrors.IsCancelled;
        return erasure.Facts.IdentifiedAt is not null ? erasure : erasure
            .With(erasure.Facts with { IdentifiedAt = at })
            .With(new ErasureAct(ErasureActKind.Identified, by, at, JsonNamingPolicy.CamelCase.ConvertName(method.ToString())));
    }

    /// <summary>Gives up the time to think it over.</summary>
    public static Result<ErasureCase> Confirm(ErasureCase erasure, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (IsTakenBack(erasure)) return ErasureErrors.IsCancelled;
        if (erasure.Facts.ConfirmedAt is not null) return erasure;
        if (erasure.Facts.CommittedAt is not null) return ErasureErrors.Irrevocable;
        if (erasure.Facts.IdentifiedAt is null) return ErasureErrors.NotIdentified;
        if (erasure.Jurisdiction == Jurisdiction.Dpdp) return ErasureErrors.Statutory;
        return erasure.With(erasure.Facts with { ConfirmedAt = at }).With(new ErasureAct(ErasureActKind.Confirmed, by, at));
    }

    public static Result<ErasureCase> Cancel(ErasureCase erasure, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (IsTakenBack(erasure)) return erasure;
        if (erasure.Facts.CommittedAt is not null) return ErasureErrors.Irrevocable;
        return erasure.With(erasure.Facts with { CancelledAt = at }).With(new ErasureAct(ErasureActKind.Cancelled, by, at));
    }

    /// <summary>A recipient has done the same. Late is better than never, and is kept; the certificate stays as it was signed.</summary>
    public static Result<ErasureCase> Acknowledge(ErasureCase erasure, string recipient, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (erasure.Facts.Recipients?.FirstOrDefault(one => one.Name == recipient) is not { } told) return ErasureErrors.UnknownRecipient;
        if (told.AcknowledgedAt is not null) return erasure;
        return erasure
            .With(erasure.Facts with { Recipients = [.. erasure.Facts.Recipients.Select(one => one == told ? told with { AcknowledgedAt = at } : one)] })
            .With(new ErasureAct(ErasureActKind.Acknowledged, by, at, recipient));
    }

    private static bool IsTakenBack(ErasureCase erasure) => erasure.Facts is { CancelledAt: not null, CommittedAt: null };
}
