using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>A command as it was sent: whose it is, which version it was made for, which request it repeats, and its body.</summary>
/// <param name="Document">Empty where the command takes no body.</param>
internal sealed record CommandRequest(CommandContext Context, JsonObject Document)
{
    private static readonly Error MalformedVersion =
        new(ErrorKind.Invalid, "malformed-if-match", "The header If-Match must be one ETag as it was answered, such as \"3\", or *.");

    private static readonly Error NoVersion =
        new(ErrorKind.PreconditionRequired, "if-match-required", "Send the ETag of the version that was changed as If-Match, or * to change whatever is there.");

    /// <param name="types">Media types that the body may have; none where there is no body.</param>
    public static async Task<Result<CommandRequest>> ReadAsync(
        HttpRequest request, string reason, bool needsVersion, CancellationToken cancellation, params string[] types)
    {
        byte[] content = [];
        JsonObject document = [];
        if (types.Length > 0)
        {
            var read = await RequestBody.ReadAsync(request, cancellation);
            if (!read.IsSuccess) return read.Error;
            content = read.Value;
            var parsed = RequestBody.Parse(request, content, types);
            if (!parsed.IsSuccess) return parsed.Error;
            document = parsed.Value;
        }

        var context = ReadContext(request, content, reason, needsVersion);
        return context.IsSuccess ? new CommandRequest(context.Value, document) : context.Error;
    }

    /// <summary>The id of what a request creates: the same for its repetition, so that it finds the same partition.</summary>
    public Guid NewId(string recordType) =>
        Context.IdempotencyKey is null ? Uuid.New() : Uuid.Derived("record", recordType, Context.CommandId.ToString());

    public static string ETagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static Result<CommandContext> ReadContext(HttpRequest request, byte[] body, string reason, bool needsVersion)
    {
        var caller = request.Caller();
        var match = request.Headers.IfMatch.ToString();
        if (match.Length == 0 && needsVersion) return NoVersion;
        long? expected = null;
        if (match is not ("" or "*"))
        {
            if (VersionOf(match) is not { } version) return MalformedVersion;
            expected = version;
        }

        var context = new CommandContext(caller, reason) { ExpectedVersion = expected, TraceParent = Activity.Current?.Id };
        if (!IdempotencyKey.TryRead(request, out var key)) return IdempotencyKey.Malformed;
        return key is null ? context : context with
        {
            IdempotencyKey = key,
            RequestHash = Hash(request, match, body),
            CommandId = CommandContext.IdOf(caller, key),
        };
    }

    private static long? VersionOf(string tag) =>
        tag is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static string Hash(HttpRequest request, string match, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n{match}\n"));
        hash.AppendData(body);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }
}
