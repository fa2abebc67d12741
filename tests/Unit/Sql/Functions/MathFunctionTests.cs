using System.Globalization;

namespace Serverless.Unit.Sql.Functions;

public sealed class MathFunctionTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "ABS(-1)", "1" },
        { "ABS(0)", "0" },
        { "ABS('1')", null },
        { "ACOS(-1)", "3.141592653589793" },
        { "ACOS(null)", null },
        { "ASIN(1) * 2", "3.141592653589793" },
        { "ASIN(true)", null },
        { "ATAN(-45.01)", "-1.5485826962062663" },
        { "ATAN(0)", "0" },
        { "ATN2(35.175643, 129.44)", "0.265344532064832" },
        { "ATN2(1, null)", null },
        { "CEILING(123.45)", "124" },
        { "CEILING(-45.72)", "-45" },
        { "COS(14.78)", "-0.5994654261946543" },
        { "COS(0)", "1" },
        { "COT(124.1332)", "-0.040311998371148884" },
        { "COT('a')", null },
        { "DEGREES(3.141592653589793)", "180" },
        { "DEGREES(4.71238898038469)", "270" },
        { "EXP(0)", "1" },
        { "EXP(10)", "22026.465794806718" },
        { "EXP(20)", "485165195.4097903" },
        { "FLOOR(62.6)", "62" },
        { "FLOOR(-145.12)", "-146" },
        { "FLOOR(null)", null },
        { "LOG(5)", "1.6094379124341003" },
        { "LOG(2, 10)", "0.3010299956639812" },
        { "LOG(8, 2)", "3" },
        { "LOG(5, 'a')", null },
        { "LOG10(5)", "0.6989700043360189" },
        { "LOG10(100)", "2" },
        { "NUMBERBIN(37.752, -100)", "100" },
        { "NUMBERBIN(37.752, 10)", "30" },
        { "NUMBERBIN(37.752)", "37" },
        { "NUMBERBIN(37.752, 0)", null },
        { "NUMBERBIN(37.752, 0.1)", "37.7" },
        { "NUMBERBIN(37.752, 0.01)", "37.75" },
        { "PI()", "3.141592653589793" },
        { "PI() > 3", "true" },
        { "POWER(2, 2)", "4" },
        { "POWER(5, 5)", "3125" },
        { "POWER(0, 2)", "0" },
        { "POWER(null, 3)", null },
        { "POWER(2, null)", null },
        { "RADIANS(90)", "1.5707963267948966" },
        { "RADIANS(270)", "4.71238898038469" },
        { "RAND() >= 0", "true" },
        { "RAND() < 1", "true" },
        { "ROUND(2.4)", "2" },
        { "ROUND(2.5)", "3" },
        { "ROUND(-2.4)", "-2" },
        { "ROUND(-6.5)", "-7" },
        { "ROUND(-0.5)", "-1" },
        { "ROUND(3.14159, 2)", "3.14" },
        { "ROUND(1234, -2)", "1200" },
        { "ROUND(1250, -2)", "1300" },
        { "ROUND(1.5, 0.5)", null },
        { "SIGN(-2)", "-1" },
        { "SIGN(0)", "0" },
        { "SIGN(2)", "1" },
        { "SIN(45.175643)", "0.929607286611012" },
        { "SIN('a')", null },
        { "SQRT(17)", "4.123105625617661" },
        { "SQRT(25)", "5" },
        { "SQUARE(3)", "9" },
        { "SQUARE(null)", null },
        { "TAN(PI()/2)", "16331239353195370" },
        { "TAN(124.1332)", "-24.80651023035602" },
        { "TRUNC(2.37)", "2" },
        { "TRUNC(-2.78)", "-2" },
        { "TRUNC(0.0000714)", "0" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Gives_what_is_documented(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Fact]
    public void Rand_differs_from_call_to_call() =>
        Assert.NotEqual(Number("RAND()"), Number("RAND()"));

    private static double Number(string expression) => double.Parse(Evaluate.Json(expression)!, CultureInfo.InvariantCulture);
}
