using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.Unit.ServiceBus.Filters;

/// <summary>One message with a property of every kind, for filters to decide on.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Enqueued = new(2024, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly MessageView Message = new()
    {
        MessageId = "m-1",
        CorrelationId = "abc-7",
        Subject = "the bus stops",
        To = "Store5",
        ReplyTo = "johndoe@contoso.com",
        SessionId = "s",
        ContentType = "application/json",
        TimeToLive = TimeSpan.FromHours(1),
        EnqueuedTime = Enqueued,
        Properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["color"] = "red",
            ["Quantity"] = 10,
            ["price"] = 2.5m,
            ["weight"] = 1.5f,
            ["large"] = ulong.MaxValue,
            ["urgent"] = true,
            ["key"] = Guid.Parse("3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
            ["day"] = new DateTime(2024, 1, 30, 0, 0, 0, DateTimeKind.Utc),
            ["span"] = TimeSpan.FromMinutes(5),
            ["letter"] = 'x',
            ["nothing"] = null,
            ["bytes"] = new byte[] { 1 },
            ["Property With Space"] = "spaced",
            ["a]b"] = "bracket",
            ["say \"hi\""] = "quote",
            ["http://schemas.microsoft.com/xrm/2011/Claims/EntityLogicalName"] = "account",
            ["AND"] = "keyword",
            ["name"] = "color",
            ["path"] = "ABC%",
            ["case"] = "lower",
            ["CASE"] = "upper",
        },
    };

    public static bool Matches(string filter, IReadOnlyDictionary<string, object?>? parameters = null) =>
        SqlFilter.Parse(filter, parameters).Matches(Message);
}
