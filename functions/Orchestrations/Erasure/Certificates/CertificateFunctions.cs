using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Signing;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure.Certificates;

/// <summary>The public keys of a tenant.</summary>
public sealed record SigningKeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>Shows certificates of erasures, and lets anybody check them.</summary>
public sealed class CertificateFunctions(ErasureDesk desk, ErasureCases cases, CertificateCheck check, Signatures signatures)
{
    private const string Jose = "application/jose";
    private const int MaxBytes = 256 * 1024;

    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "body-too-large", $"A certificate has at most {MaxBytes} bytes.");

    [Function("GetErasureCertificate")]
    [Allow(Role.Learner, Role.Dpo, Role.Auditor)]
    [Operation("Read the certificate of an erasure, as JSON or, with Accept: application/jose, as the JWS alone", Answer = typeof(ErasureCertificate),
        Errors = ["erasure-not-found", "erasure-not-certified"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ErasureFunctions.One + "/certificate")] HttpRequest request, Guid erasureId, CancellationToken cancellation)
    {
        if (await desk.FindAsync(request.Caller(), erasureId, cancellation) is not { } erasure) return Problems.Of(ErasureErrors.NotFound);
        // Signed before the erasure is at its end; it shows when it is.
        if (erasure.Facts.EndedAt is null || await cases.FindCertificateAsync(erasure.TenantId, erasureId, cancellation) is not { } certificate)
            return Problems.Of(ErasureErrors.NoCertificate);
        if (request.GetTypedHeaders().Accept.Any(type => type.MediaType == Jose)) return Results.Text(certificate.Signed, Jose);
        var document = JsonNode.Parse(Base64Url.DecodeFromChars(certificate.Signed.Split('.')[1]))!.AsObject();
        document[CertificateCheck.Signed] = certificate.Signed;
        return Results.Ok(document);
    }

    [Function("VerifyErasureCertificate")]
    [AllowAnyone("Whoever is shown a certificate may ask whether it is as it was signed; nobody is told what they have not brought.")]
    [RateLimit(300)]
    [Operation("Check a certificate of an erasure, as JSON or as a JWS", BodyTypes = ["application/json", Jose], Answer = typeof(CertificateAnswer))]
    public async Task<IResult> VerifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "privacy/certificates/verify")] HttpRequest request, CancellationToken cancellation)
    {
        var content = await RequestContent.ReadAsync(request, MaxBytes, TooLarge, cancellation);
        if (!content.IsSuccess) return Problems.Of(content.Error);
        var text = Encoding.UTF8.GetString(content.Value).Trim();
        return Results.Ok(Json(text) is { } document ? await check.CheckAsync(document, cancellation) : await check.CheckAsync(text, cancellation));
    }

    [Function("GetSigningKeys")]
    [AllowAnyone("Whoever checks a signature needs the public key, and nothing else is told.")]
    [RateLimit(300)]
    [Query("tenant", "Whose keys: a certificate names its tenant.")]
    [Operation("Read the public keys of a tenant, as a JWK set (RFC 7517)", Answer = typeof(SigningKeySet))]
    public async Task<IResult> KeysAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "privacy/signing-keys")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Ok(new SigningKeySet(await signatures.KeysAsync(request.Query["tenant"].ToString(), cancellation)));
    }

    /// <summary>Null for what is no JSON object: it may still be a JWS.</summary>
    private static JsonObject? Json(string text)
    {
        if (!text.StartsWith('{')) return null;
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
