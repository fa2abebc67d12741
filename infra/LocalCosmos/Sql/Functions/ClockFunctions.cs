using System.Globalization;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>The time of the statement: the same for all its items, so that the static forms differ in name only.</summary>
internal static class ClockFunctions
{
    public static readonly Function[] All =
    [
        .. Of("GetCurrentDateTime", now => Value.Of(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))),
        .. Of("GetCurrentTicks", now => ExactInteger.ToValue(now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks)),
        .. Of("GetCurrentTimestamp", now => Value.Of(now.ToUnixTimeMilliseconds())),
    ];

    private static Function[] Of(string name, Func<DateTimeOffset, Value> tell)
    {
        var function = new Function(name, 0, 0, _ => Value.Undefined)
        {
            AtInstant = now =>
            {
                var told = tell(now);
                return _ => told;
            },
        };
        return [function, function with { Name = name + "Static" }];
    }
}
