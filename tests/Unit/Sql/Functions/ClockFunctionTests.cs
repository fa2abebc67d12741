namespace Serverless.Unit.Sql.Functions;

public sealed class ClockFunctionTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "GetCurrentDateTime()", "\"2024-10-14T14:20:30.6660000Z\"" },
        { "LENGTH(GetCurrentDateTime())", "28" },
        { "GetCurrentDateTimeStatic()", "\"2024-10-14T14:20:30.6660000Z\"" },
        { "GETCURRENTDATETIMESTATIC() = GETCURRENTDATETIME()", "true" },
        { "GetCurrentTicks()", "17289156306660000" },
        { "IS_INTEGER(GetCurrentTicks())", "true" },
        { "GetCurrentTicksStatic()", "17289156306660000" },
        { "GETCURRENTTICKSSTATIC() = GETCURRENTTICKS()", "true" },
        { "NOW()", "\"2024-10-14T14:20:30.6660000Z\"" },
        { "NOW('yyyy', -1)", "\"2023-10-14T14:20:30.6660000Z\"" },
        { "NOW('ss', 30)", "\"2024-10-14T14:21:00.6660000Z\"" },
        { "NOW('-1dd')", "\"2024-10-13T14:20:30.6660000Z\"" },
        { "AGO('yyyy', 1)", "\"2023-10-14T14:20:30.6660000Z\"" },
        { "AGO('yyyy', -1)", "\"2025-10-14T14:20:30.6660000Z\"" },
        { "AGO('ms', 4)", "\"2024-10-14T14:20:30.6620000Z\"" },
        { "AGO('2d')", "\"2024-10-12T14:20:30.6660000Z\"" },
        { "AGO('fortnight', 1)", null },
        { "GetCurrentTimestamp()", "1728915630666" },
        { "GetCurrentTimestamp() > 1556916469065", "true" },
        { "GetCurrentTimestampStatic()", "1728915630666" },
        { "GETCURRENTTIMESTAMPSTATIC() = GETCURRENTTIMESTAMP()", "true" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Tells_the_instant_of_the_statement(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
