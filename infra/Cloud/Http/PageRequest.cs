using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Which page of a list is asked for: <c>pageSize</c> and the <c>continuation</c> of the page before.</summary>
/// <param name="List">What the list is of; a continuation of another list is refused.</param>
public sealed record PageRequest(int Size, string? Continuation, string List)
{
    internal const int UsualSize = 25;
    internal const int MaxSize = 100;
    private const int MarkSize = 8;

    public static Result<PageRequest> Read(HttpRequest request, string list)
    {
        ArgumentNullException.ThrowIfNull(request);
        var size = UsualSize;
        if (request.Query["pageSize"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaxSize))
            return new Error(ErrorKind.Invalid, "invalid-page-size", $"pageSize must be a number from 1 to {MaxSize}.");
        if (request.Query["continuation"].ToString() is not { Length: > 0 } token) return new PageRequest(size, Continuation: null, list);
        return Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token) is { Length: > MarkSize } bytes && bytes.AsSpan(0, MarkSize).SequenceEqual(Mark(list))
            ? new PageRequest(size, Encoding.UTF8.GetString(bytes.AsSpan(MarkSize)), list)
            : MalformedContinuation;
    }

    public static Error MalformedContinuation { get; } =
        new(ErrorKind.Invalid, "invalid-continuation", "continuation must be the one of this list's page before, and nothing else.");

    /// <summary>The store's continuation as it is given out.</summary>
    public string? Next(string? continuation) =>
        continuation is null ? null : Base64Url.EncodeToString([.. Mark(List), .. Encoding.UTF8.GetBytes(continuation)]);

    private static ReadOnlySpan<byte> Mark(string list) => SHA256.HashData(Encoding.UTF8.GetBytes(list)).AsSpan(0, MarkSize);
}
