using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>The time of the statement: the same for all its items, so that the static forms differ in name only.</summary>
internal static class ClockFunctions
{
    public static readonly Function[] All =
    [
        Of("AGO", 1, 2, now => span => DateFunctions.Add(now.UtcDateTime, span, sign: -1)),
        .. Of("GetCurrentDateTime", now => Value.Of(DateTimeText.Write(now.UtcDateTime))),
        .. Of("GetCurrentTicks", now => Value.OfInteger(now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks)),
        .. Of("GetCurrentTimestamp", now => Value.Of(now.ToUnixTimeMilliseconds())),
        Of("NOW", 0, 2, now => span => span.IsEmpty ? Value.Of(DateTimeText.Write(now.UtcDateTime)) : DateFunctions.Add(now.UtcDateTime, span)),
    ];

    private static Function[] Of(string name, Func<DateTimeOffset, Value> tell)
    {
        var function = Of(name, 0, 0, now =>
        {
            var told = tell(now);
            return _ => told;
        });
        return [function, function with { Name = name + "Static" }];
    }

    private static Function Of(string name, int least, int most, Func<DateTimeOffset, FunctionBody> atInstant) =>
        new(name, least, most, _ => Value.Undefined) { AtInstant = atInstant };
}
