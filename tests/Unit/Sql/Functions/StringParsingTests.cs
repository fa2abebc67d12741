namespace Serverless.Unit.Sql.Functions;

public sealed class StringParsingTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "STRINGJOIN(['Iropa', 'Mountain', 'Bike'], ' ')", "\"Iropa Mountain Bike\"" },
        { "STRINGJOIN(['Iropa', 'Mountain', 'Bike'], '')", "\"IropaMountainBike\"" },
        { "STRINGJOIN(['6', '7', '4', '3'], 'A')", "\"6A7A4A3\"" },
        { "STRINGJOIN(['Iropa'], undefined)", null },
        { "STRINGJOIN(['Iropa', 1], '')", null },
        { "STRINGSPLIT('Handlebar', 'e')", """["Handl","bar"]""" },
        { "STRINGSPLIT('CARBON_STEEL_BIKE_WHEEL', '_')", """["CARBON","STEEL","BIKE","WHEEL"]""" },
        { "STRINGSPLIT('xenmoun mountain bike', 'moun')", """["xen"," ","tain bike"]""" },
        { "STRINGSPLIT('Helmet', '')", """["Helmet"]""" },
        { "STRINGSPLIT('', '')", """[""]""" },
        { "STRINGSPLIT('AluminumBikeFrame', undefined)", null },
        { "STRINGTOARRAY('[]')", "[]" },
        { "STRINGTOARRAY('[\"coats\",\"gloves\"]')", """["coats","gloves"]""" },
        { "STRINGTOARRAY('[ { \"types\": [ \"coats\" ] }, 76, false, null ]')[0].types[0]", "\"coats\"" },
        { "STRINGTOARRAY(\"[ 'coats', 'gloves', 'hats' ]\")", null },
        { "STRINGTOARRAY('{}')", null },
        { "STRINGTOARRAY(null)", null },
        { "STRINGTOBOOLEAN('true')", "true" },
        { "STRINGTOBOOLEAN('  false  ')", "false" },
        { "STRINGTOBOOLEAN('TRUE')", null },
        { "STRINGTOBOOLEAN(true)", null },
        { "STRINGTONULL('null')", "null" },
        { "STRINGTONULL('  null  ')", "null" },
        { "STRINGTONULL('NULL')", null },
        { "STRINGTONULL(null)", null },
        { "STRINGTONUMBER('100')", "100" },
        { "STRINGTONUMBER('3.14')", "3.14" },
        { "STRINGTONUMBER('   60   ')", "60" },
        { "STRINGTONUMBER('-1.79769e+308')", "-1.79769e+308" },
        { "STRINGTONUMBER('9007199254740993')", "9007199254740993" },
        { "STRINGTONUMBER('1e999')", null },
        { "STRINGTONUMBER('007')", null },
        { "STRINGTONUMBER('Hello')", null },
        { "STRINGTONUMBER(null)", null },
        { "STRINGTONUMBER(NaN)", null },
        { "STRINGTOOBJECT('{}')", "{}" },
        { "STRINGTOOBJECT('{\"division\": {\"name\": \"Sales\"}}').division.name", "\"Sales\"" },
        { "STRINGTOOBJECT(\"{'price': 27.55}\")", null },
        { "STRINGTOOBJECT('{} {}')", null },
        { "TOSTRING(125)", "\"125\"" },
        { "TOSTRING(0.1234)", "\"0.1234\"" },
        { "TOSTRING(false)", "\"false\"" },
        { "TOSTRING([ 1, 2, 3 ])", "\"[1,2,3]\"" },
        { "TOSTRING({ 'department': 'Bicycles' }) = '{\"department\":\"Bicycles\"}'", "true" },
        { "TOSTRING('Hello World')", "\"Hello World\"" },
        { "TOSTRING(undefined)", null },
        { "TOSTRING(NaN)", "\"NaN\"" },
        { "TOSTRING(Infinity)", "\"Infinity\"" },
        { "TOSTRING(null)", "\"null\"" },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Gives_what_is_documented(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Fact]
    public void ToString_is_compact_however_the_item_is_laid_out() =>
        Assert.Equal("true", Evaluate.Over(
            """{ "o" : { "a" : [ 1.0, "\u00e9", { } ] , "b" : null } }""",
            """TOSTRING(c.o) = '{"a":[1,"é",{}],"b":null}'"""));
}
