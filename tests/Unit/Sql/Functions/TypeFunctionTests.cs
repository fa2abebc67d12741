namespace Serverless.Unit.Sql.Functions;

public sealed class TypeFunctionTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "IIF(true, 123, 456)", "123" },
        { "IIF(false, 123, 456)", "456" },
        { "IIF(123, 123, 456)", "456" },
        { "IIF('ABC', 123, 456)", "456" },
        { "IIF([1,2,3], 123, 456)", "456" },
        { "IIF({'name': 'Alice', 'age': 20}, 123, 456)", "456" },
        { "IIF(undefined, 123, 456)", "456" },
        { "IS_ARRAY([25344, 82947])", "true" },
        { "IS_ARRAY({skus: [25344, 82947]}.skus)", "true" },
        { "IS_ARRAY({size: 'small'})", "false" },
        { "IS_ARRAY({}.skus)", "false" },
        { "IS_BOOL(true)", "true" },
        { "IS_BOOL(65)", "false" },
        { "IS_DEFINED({ 'quantity' : 5 }.quantity)", "true" },
        { "IS_DEFINED({ 'quantity' : 5 }.name)", "false" },
        { "IS_DEFINED(null)", "true" },
        { "IS_FINITE_NUMBER(1234.567)", "true" },
        { "IS_FINITE_NUMBER(8.9 / 0.0)", "false" },
        { "IS_FINITE_NUMBER(SQRT(-1.0))", "false" },
        { "IS_FINITE_NUMBER('1')", "false" },
        { "IS_INTEGER(3454.123)", "false" },
        { "IS_INTEGER(5523432)", "true" },
        { "IS_INTEGER(-9223372036854775808)", "true" },
        { "IS_INTEGER(9223372036854775807)", "true" },
        { "IS_INTEGER(18446744073709551615)", "false" },
        { "IS_INTEGER(Infinity)", "false" },
        { "IS_NULL(null)", "true" },
        { "IS_NULL({quantity: 25, vendor: null}.vendor)", "true" },
        { "IS_NULL({quantity: 25, vendor: null}.size)", "false" },
        { "IS_NUMBER(1)", "true" },
        { "IS_NUMBER('value')", "false" },
        { "IS_NUMBER({}.category)", "false" },
        { "IS_OBJECT({ 'name': 'Tecozow coat' })", "true" },
        { "IS_OBJECT([ 'green', 'red', 'yellow' ])", "false" },
        { "IS_OBJECT(null)", "false" },
        { "IS_PRIMITIVE(null)", "true" },
        { "IS_PRIMITIVE('value')", "true" },
        { "IS_PRIMITIVE({ 'onSale': false }.onSale)", "true" },
        { "IS_PRIMITIVE([ 'green' ])", "false" },
        { "IS_PRIMITIVE({}.category)", "false" },
        { "IS_STRING('value')", "true" },
        { "IS_STRING(1)", "false" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Gives_what_is_documented(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
