using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>The header by which a request says that it is the same as one before.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    public static Error Malformed { get; } =
        new(ErrorKind.Invalid, "malformed-idempotency-key", $"The header {Header} must have 1 to {MaxLength} printable ASCII characters.");

    /// <param name="key">Null where there is none.</param>
    /// <returns>False where the header is there and is no key.</returns>
    public static bool TryRead(HttpRequest request, out string? key)
    {
        ArgumentNullException.ThrowIfNull(request);
        key = request.Headers.TryGetValue(Header, out var values) ? values.ToString() : null;
        return key is null || (key.Length is > 0 and <= MaxLength && !key.Any(c => c is < '!' or > '~'));
    }
}
