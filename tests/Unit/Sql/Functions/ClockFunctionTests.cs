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
        { "GetCurrentTimestamp()", "1728915630666" },
        { "GetCurrentTimestamp() > 1556916469065", "true" },
        { "GetCurrentTimestampStatic()", "1728915630666" },
        { "GETCURRENTTIMESTAMPSTATIC() = GETCURRENTTIMESTAMP()", "true" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Tells_the_instant_of_the_statement(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
