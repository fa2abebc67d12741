using System.ComponentModel;
using System.Text.Json.Nodes;
using Serverless.Cloud.Signing;

namespace Serverless.Functions.Orchestrations.Erasure.Certificates;

/// <summary>Whether a certificate is one of ours, as it was signed.</summary>
public sealed record CertificateAnswer
{
    public required bool IsValid { get; init; }

    [Description("A code: what is wrong; null where it is valid.")]
    public required string? Flaw { get; init; }

    [Description("The key that it is signed with; null where it is not valid, as all that follows.")]
    public required string? KeyId { get; init; }

    public required string? TenantId { get; init; }

    public required Guid? ErasureId { get; init; }

    public required DateTimeOffset? IrreversibleAt { get; init; }
}

/// <summary>Checks certificates, for anybody.</summary>
public sealed class CertificateCheck(Signatures signatures)
{
    /// <summary>By this name, a certificate as JSON holds itself as it was signed.</summary>
    public const string Signed = "signed";

    /// <summary>A certificate as JSON: what can be read in it must be what was signed.</summary>
    public async Task<CertificateAnswer> CheckAsync(JsonObject document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document[Signed] is not JsonValue value || !value.TryGetValue<string>(out var signed)) return Flawed("malformed");
        var check = await signatures.VerifyAsync(ErasureCertificate.Type, signed, cancellation);
        if (check.Flaw is null && !JsonNode.DeepEquals(check.Document, Without(document))) return Flawed("not-what-is-signed");
        return AnswerOf(check);
    }

    public async Task<CertificateAnswer> CheckAsync(string signed, CancellationToken cancellation) =>
        AnswerOf(await signatures.VerifyAsync(ErasureCertificate.Type, signed, cancellation));

    private static JsonObject Without(JsonObject document)
    {
        var rest = document.DeepClone().AsObject();
        rest.Remove(Signed);
        return rest;
    }

    private static CertificateAnswer AnswerOf(SignatureCheck check) => check.Flaw is { } flaw ? Flawed(CodeOf(flaw)) : new CertificateAnswer
    {
        IsValid = true,
        Flaw = null,
        KeyId = check.KeyName,
        TenantId = check.TenantId,
        ErasureId = (Guid?)check.Document!["erasureId"],
        IrreversibleAt = (DateTimeOffset?)check.Document["irreversibleAt"],
    };

    private static CertificateAnswer Flawed(string flaw) => new() { IsValid = false, Flaw = flaw, KeyId = null, TenantId = null, ErasureId = null, IrreversibleAt = null };

    private static string CodeOf(SignatureFlaw flaw) => flaw switch
    {
        SignatureFlaw.Malformed => "malformed",
        SignatureFlaw.OfAnotherKind => "of-another-kind",
        SignatureFlaw.UnknownKey => "unknown-key",
        SignatureFlaw.Altered => "altered",
        _ => throw new ArgumentOutOfRangeException(nameof(flaw)),
    };
}
