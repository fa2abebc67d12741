using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Serverless.Cloud.Keys;

/// <summary>
/// The part of Key Vault's REST API that wrapping needs (https://learn.microsoft.com/rest/api/keyvault/keys), with the retries
/// that Azure's clients have.
/// </summary>
internal sealed class KeyVault
{
    private const string ApiVersion = "7.4";

    private readonly Uri _vault;
    private readonly HttpPipeline _pipeline;

    public KeyVault(Uri vault, TokenCredential credential, HttpPipelineTransport? transport)
    {
        _vault = vault;
        var options = new Options();
        if (transport is not null) options.Transport = transport;
        // In every cloud the audience is the vaults' common domain: https://vault.azure.net for https://name.vault.azure.net.
        var audience = vault.Host[(vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..];
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"https://{audience}/.default"));
    }

    /// <exception cref="TenantKeyException">The vault refuses, or does not answer.</exception>
    public async Task<Answer> SendAsync(string tenantId, string path, Body body, CancellationToken cancellation) =>
        await TrySendAsync(tenantId, path, body, cancellation) ?? throw new TenantKeyException(tenantId, "it is not in the Key Vault");

    /// <summary>Null where there is no such key.</summary>
    /// <exception cref="TenantKeyException">The vault refuses, or does not answer.</exception>
    public async Task<Answer?> TrySendAsync(string tenantId, string path, Body body, CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_vault);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", ApiVersion);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        try
        {
            await _pipeline.SendAsync(message, cancellation);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new TenantKeyException(tenantId, $"the Key Vault {_vault.Host} does not answer", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new TenantKeyException(tenantId, $"the app has no identity for the Key Vault {_vault.Host}", e);
        }

        if (message.Response.Status == 404) return null;
        if (message.Response.IsError) throw new TenantKeyException(tenantId, Refusal(message.Response));
        return message.Response.Content.ToObjectFromJson<Answer>();
    }

    /// <summary>Codes only: the text may repeat what was sent.</summary>
    private string Refusal(Response response)
    {
        var answered = $"the Key Vault {_vault.Host} answers {response.Status} {response.ReasonPhrase}";
        try
        {
            var error = response.Content.ToObjectFromJson<Failure>()?.Error;
            return error?.Code is null ? answered : $"{answered} ({error.Code}{(error.Inner?.Code is { } inner ? $", {inner}" : "")})";
        }
        catch (JsonException)
        {
            // A proxy in between answers in its own words.
            return answered;
        }
    }

    /// <summary>What is sent; which of it, depends on the operation.</summary>
    internal sealed class Body
    {
        [JsonPropertyName("alg"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Algorithm { get; init; }

        [JsonPropertyName("value"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Value { get; init; }

        [JsonPropertyName("kty"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Type { get; init; }

        [JsonPropertyName("key_size"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Size { get; init; }

        [JsonPropertyName("key_ops"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<string>? Operations { get; init; }
    }

    /// <summary>What an operation with a key answers; creating one answers other things, of which none is needed.</summary>
    internal sealed class Answer
    {
        [JsonPropertyName("kid")]
        public string KeyId { get; init; } = "";

        [JsonPropertyName("value")]
        public string Value { get; init; } = "";
    }

    private sealed class Failure
    {
        [JsonPropertyName("error")]
        public FailureCode? Error { get; init; }
    }

    private sealed class FailureCode
    {
        [JsonPropertyName("code")]
        public string? Code { get; init; }

        [JsonPropertyName("innererror")]
        public FailureCode? Inner { get; init; }
    }

    private sealed class Options : ClientOptions;
}
