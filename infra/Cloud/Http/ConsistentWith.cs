using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>The header by which a read asks for a state that contains a write.</summary>
public static class ConsistentWith
{
    public const string Header = "If-Consistent-With";

    public static Error Malformed { get; } =
        new(ErrorKind.Invalid, "malformed-consistency-token", $"The header {Header} must be a Consistency-Token as a write answered it.");

    /// <returns>False where the header is there and is no token.</returns>
    public static bool TryRead(HttpRequest request, out ConsistencyToken? token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.Headers[Header].ToString();
        token = ConsistencyToken.Parse(text);
        return token is not null || text.Length == 0;
    }
}
