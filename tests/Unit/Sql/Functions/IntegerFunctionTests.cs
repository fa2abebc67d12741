namespace Serverless.Unit.Sql.Functions;

public sealed class IntegerFunctionTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "INTADD(20, 10)", "30" },
        { "INTADD(20, 0)", "20" },
        { "INTADD(20, 0.10)", null },
        { "INTADD(9007199254740993, 2)", "9007199254740995" },
        { "INTBITAND(15, 25)", "9" },
        { "INTBITAND(15, 0)", "0" },
        { "INTBITAND(15, 1.5)", null },
        { "IntBitwiseAnd(15, 25)", "9" },
        { "IntBitwiseAnd(15, '1')", null },
        { "INTBITLEFTSHIFT(16, 4)", "256" },
        { "INTBITLEFTSHIFT(16, 0.4)", null },
        { "INTBITLEFTSHIFT(1, 62)", "4611686018427387904" },
        { "INTBITLEFTSHIFT(1, 64)", "1" },
        { "INTBITLEFTSHIFT(1, -1)", "-9223372036854775808" },
        { "IntBitwiseLeftShift(16, 4)", "256" },
        { "IntBitwiseLeftShift(16, null)", null },
        { "INTBITNOT(65)", "-66" },
        { "INTBITNOT(0)", "-1" },
        { "INTBITNOT(0.1)", null },
        { "IntBitwiseNot(65)", "-66" },
        { "IntBitwiseNot(0)", "-1" },
        { "INTBITOR(56, 100)", "124" },
        { "INTBITOR(56, 0.1)", null },
        { "IntBitwiseOr(56, 100)", "124" },
        { "IntBitwiseOr(56, 0)", "56" },
        { "INTBITRIGHTSHIFT(16, 4)", "1" },
        { "INTBITRIGHTSHIFT(16, 0.4)", null },
        { "IntBitwiseRightShift(16, 4)", "1" },
        { "IntBitwiseRightShift(-16, 2)", "-4" },
        { "INTBITXOR(56, 100)", "92" },
        { "INTBITXOR(56, 56)", "0" },
        { "IntBitwiseXor(56, 100)", "92" },
        { "IntBitwiseXor(56, 0.1)", null },
        { "INTDIV(10, 2)", "5" },
        { "INTDIV(10, -2)", "-5" },
        { "INTDIV(10, 0)", null },
        { "INTDIV(10, 0.1)", null },
        { "INTDIV(-9223372036854775808, -1)", null },
        { "INTMOD(12, 5)", "2" },
        { "INTMOD(12, -5)", "2" },
        { "INTMOD(-12, -5)", "-2" },
        { "INTMOD(12, 0)", null },
        { "INTMUL(5, -2)", "-10" },
        { "INTMUL(5, INTMUL(5, 5))", "125" },
        { "INTMUL(5, 0.5)", null },
        { "INTSUB(25, 50)", "-25" },
        { "INTSUB(25, 25)", "0" },
        { "INTSUB(25, 2.5)", null },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Gives_what_is_documented(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
