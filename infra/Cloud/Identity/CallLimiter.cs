using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

/// <summary>
/// Counts calls by function and caller. A caller who pauses is forgotten; addresses, which anyone can make up, share a fixed
/// number of counters, so that memory stays bounded whoever calls.
/// </summary>
internal sealed class CallLimiter(RateLimits limits) : IDisposable
{
    private const int AddressCounters = 4096;

    private readonly PartitionedRateLimiter<Call> _calls = PartitionedRateLimiter.Create<Call, Counter>(call =>
        RateLimitPartition.GetTokenBucketLimiter(call.Counter, _ => new()
        {
            TokenLimit = call.PerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / call.PerMinute,
            QueueLimit = 0,
        }));

    /// <returns>How long to wait, when this call is one too many.</returns>
    public TimeSpan? Refuses(HttpFunction function, Caller caller) =>
        Refuses(new(new(function.Name, caller.TenantId, caller.Id), function.OwnLimit ?? limits.PerMinute));

    /// <inheritdoc cref="Refuses(HttpFunction, Caller)"/>
    public TimeSpan? Refuses(HttpFunction function, HttpContext http) =>
        Refuses(new(new(function.Name, TenantId: "", Bucket(http)), function.OwnLimit ?? limits.AnyonePerMinute));

    public void Dispose() => _calls.Dispose();

    private TimeSpan? Refuses(Call call)
    {
        using var lease = _calls.AttemptAcquire(call);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1) / call.PerMinute;
    }

    private static string Bucket(HttpContext http) => $"{(uint)string.GetHashCode(Network(http), StringComparison.Ordinal) % AddressCounters}";

    /// <summary>One customer has at least a /64 of IPv6.</summary>
    private static string Network(HttpContext http)
    {
        var address = ClientNetwork.AddressOf(http);
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private readonly record struct Counter(string Function, string TenantId, string Caller);

    private readonly record struct Call(Counter Counter, int PerMinute);
}
