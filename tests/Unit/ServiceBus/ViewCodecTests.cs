using System.Runtime.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.Unit.ServiceBus;

public sealed class ViewCodecTests
{
    private static readonly Gen<object?> Values = Gen.OneOf(
        Gen.Constant<object?>(null),
        Of<string>(), Of<bool>(), Of<byte>(), Of<sbyte>(), Of<short>(), Of<ushort>(), Of<int>(), Of<uint>(), Of<long>(), Of<ulong>(),
        Of<float>(), Of<double>(), Of<decimal>(), Of<char>(), Of<Guid>(), Of<TimeSpan>(), Of<DateTimeOffset>().Select(Universal));

    [Fact]
    public void Every_property_comes_back_with_its_value_and_its_type() =>
        Prop.ForAll(Values.ListOf().ToArbitrary(), values =>
        {
            var properties = values.Select((value, at) => (Key: $"{at}", Value: value)).ToDictionary(pair => pair.Key, pair => pair.Value);
            var decoded = ViewCodec.Decode(ViewCodec.Encode(new() { Properties = properties }));
            return decoded.Properties.SequenceEqual(properties)
                && decoded.Properties.Values.Select(value => value?.GetType()).SequenceEqual(values.Select(value => value?.GetType()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_set_and_what_is_not_comes_back()
    {
        var view = new MessageView
        {
            MessageId = "id", SessionId = "", CorrelationId = "ä", TimeToLive = TimeSpan.Zero, ScheduledEnqueueTime = DateTimeOffset.MaxValue, To = null,
        };

        Assert.Equal(view, ViewCodec.Decode(ViewCodec.Encode(view)));
    }

    [Fact]
    public void A_point_in_time_has_milliseconds_and_no_zone()
    {
        var local = new DateTime(2026, 1, 2, 3, 4, 5, 6, 7, DateTimeKind.Utc).ToLocalTime();

        var decoded = ViewCodec.Decode(ViewCodec.Encode(new() { Properties = new Dictionary<string, object?> { ["at"] = local } }));

        var time = Assert.IsType<DateTime>(decoded.Properties["at"]);
        Assert.Equal((new DateTime(2026, 1, 2, 3, 4, 5, 6, DateTimeKind.Utc), DateTimeKind.Utc), (time, time.Kind));
    }

    [Fact]
    public void Other_types_are_refused_by_name()
    {
        foreach (var value in new object[] { new byte[1], new object(), DayOfWeek.Monday, new List<int>() })
        {
            var refusal = Assert.Throws<SerializationException>(() =>
                ViewCodec.Encode(new() { Properties = new Dictionary<string, object?> { ["bad"] = value } }));
            Assert.Contains(value.GetType().FullName!, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static Gen<object?> Of<T>() => ArbMap.Default.GeneratorFor<T>().Where(value => value is not string text || IsWhole(text)).Select(value => (object?)value);

    /// <summary>Half a surrogate pair has no form in UTF-8.</summary>
    private static bool IsWhole(string text) => !text.Any(char.IsSurrogate);

    private static object? Universal(object? time) => time is DateTimeOffset offset ? offset.ToUniversalTime() : null;
}
