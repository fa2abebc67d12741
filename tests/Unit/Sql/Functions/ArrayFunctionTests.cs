namespace Serverless.Unit.Sql.Functions;

public class ArrayFunctionTests
{
    public static TheoryData<string, string?> Facts => new()
    {
        { "ARRAY_CONTAINS([1, { a: { x: 1, y: 2 } }], { a: { x: 1 } }, true)", "true" },
        { "ARRAY_CONTAINS([{ a: [{ x: 1, y: 2 }] }], { a: [{ x: 1 }] }, true)", "true" },
        { "ARRAY_CONTAINS([{ a: [1, 2] }], { a: [1] }, true)", "false" },
        { "ARRAY_CONTAINS([1, 2], 1, undefined)", null },

        { "ARRAY_CONCAT(['apples', 'strawberries'], ['bananas'])", """["apples","strawberries","bananas"]""" },
        { "ARRAY_CONCAT([1], [], [2, 3])", "[1,2,3]" },
        { "ARRAY_CONCAT([1], 2)", null },

        { "ARRAY_CONTAINS(['coats', 'jackets', 'sweatshirts'], 'coats')", "true" },
        { "ARRAY_CONTAINS(['coats', 'jackets', 'sweatshirts'], 'hoodies')", "false" },
        { "ARRAY_CONTAINS([{ category: 'shirts', color: 'blue' }], { color: 'blue', category: 'shirts' })", "true" },
        { "ARRAY_CONTAINS([{ category: 'shirts', color: 'blue' }], { category: 'shirts' })", "false" },
        { "ARRAY_CONTAINS([{ category: 'shirts', color: 'blue' }], { category: 'shirts' }, true)", "true" },
        { "ARRAY_CONTAINS([{ category: 'shirts', color: 'blue' }], { category: 'shorts', color: 'blue' }, true)", "false" },
        { "ARRAY_CONTAINS('coats', 'coats')", null },
        { "ARRAY_CONTAINS([1], undefined)", null },
        { "ARRAY_CONTAINS([1], 1, 'yes')", null },

        { "ARRAY_CONTAINS_ANY([1, true, '3', [1, 2, 3]], 1, true, '3', [1, 2, 3])", "true" },
        { "ARRAY_CONTAINS_ANY([1, 2, 3, 4], 2, 3, 4, 5)", "true" },
        { "ARRAY_CONTAINS_ANY([1, 2, 3, 4], 1, undefined)", "true" },
        { "ARRAY_CONTAINS_ANY([1, 2, 3, 4], 5, 6, 7, 8)", "false" },
        { "ARRAY_CONTAINS_ANY([], 1, 2, 3)", "false" },
        { "ARRAY_CONTAINS_ANY([1, 2, 3, 4], 5, undefined)", null },

        { "ARRAY_CONTAINS_ALL([1, true, '3', [1, 2, 3]], 1, true, '3', [1, 2, 3])", "true" },
        { "ARRAY_CONTAINS_ALL([1, 2, 3, 4], 2, 3, 4, 5)", "false" },
        { "ARRAY_CONTAINS_ALL([1, 2, 3, 4], 1, undefined)", null },
        { "ARRAY_CONTAINS_ALL([], 1, 2, 3)", "false" },
        { "ARRAY_CONTAINS_ALL([1, 2, 3, 4], 5, undefined)", "false" },

        { "ARRAY_LENGTH([70, 86, 92, 99, 85, 90, 82])", "7" },
        { "ARRAY_LENGTH([])", "0" },
        { "ARRAY_LENGTH(null)", null },

        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], 0)", "[70,86,92,99,85,90,82]" },
        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], 1)", "[86,92,99,85,90,82]" },
        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], -2)", "[90,82]" },
        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], 0, 12)", "[70,86,92,99,85,90,82]" },
        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], 3, 5)", "[99,85,90,82]" },
        { "ARRAY_SLICE([70, 86, 92, 99, 85, 90, 82], -2, 1)", "[90]" },
        { "ARRAY_SLICE([70, 86], -9, 1)", "[70]" },
        { "ARRAY_SLICE([70, 86], 9)", "[]" },
        { "ARRAY_SLICE([70, 86], 0.5)", null },
        { "ARRAY_SLICE([70, 86], 0, 'one')", null },

        { "CHOOSE(1, 'adventure', 'works', true, [1])", "\"adventure\"" },
        { "CHOOSE(4, 'abc', 1, true, [1])", "[1]" },
        { "CHOOSE(0, 'abc', 1, true, [1])", null },
        { "CHOOSE(5, 'abc', 1, true, [1])", null },

        { "ObjectToArray({ 'a': '12345', 'b': '67890' })", """[{"k":"a","v":"12345"},{"k":"b","v":"67890"}]""" },
        { "ObjectToArray({ 'a': '12345', 'b': '67890' }, 'name')", """[{"name":"a","v":"12345"},{"name":"b","v":"67890"}]""" },
        { "ObjectToArray({ 'a': '12345', 'b': '67890' }, 'key', 'value')", """[{"key":"a","value":"12345"},{"key":"b","value":"67890"}]""" },
        { "ObjectToArray([1])", null },
    };

    public static TheoryData<string, string?> Aggregates => new()
    {
        { "ARRAY_AVG([1, 2, 3, 4])", "2.5" },
        { "ARRAY_AVG([1.0, 2.0, 3.3, 4.7])", "2.75" },
        { "ARRAY_AVG([1, -2.7, 3, -4, undefined])", "-0.675" },
        { "ARRAY_AVG(['abc', 'ABC', 'aBc', 'AbC'])", null },
        { "ARRAY_AVG([12, 'abc', true, false, null, undefined])", null },

        { "ARRAY_SUM([1, 2, 3, 4])", "10" },
        { "ARRAY_SUM([1, 2, 3, 4, undefined])", "10" },
        { "ARRAY_SUM([])", null },
        { "ARRAY_SUM([12, 'abc', true, false, null, undefined])", null },

        { "ARRAY_MEDIAN([1, 2, 3, 4])", "2.5" },
        { "ARRAY_MEDIAN([1.0, 2.0, 3.3, 4.7, 7.8])", "3.3" },
        { "ARRAY_MEDIAN([1, -2.7, 3, -4, undefined])", "-0.8500000000000001" },
        { "ARRAY_MEDIAN(['abc', 'ABC', 'aBc', 'AbC'])", null },

        { "ARRAY_MAX([1, 2, 3, 4])", "4" },
        { "ARRAY_MAX(['abc', 'ABC', 'aBc', 'AbC'])", "\"abc\"" },
        { "ARRAY_MAX([true, false])", "true" },
        { "ARRAY_MAX([null, null])", "null" },
        { "ARRAY_MAX([12, 'abc', true, false, null, undefined])", "\"abc\"" },
        { "ARRAY_MAX([12, [13]])", null },

        { "ARRAY_MIN([1, 2, 3, 4])", "1" },
        { "ARRAY_MIN(['abc', 'ABC', 'aBc', 'AbC'])", "\"ABC\"" },
        { "ARRAY_MIN([true, false])", "false" },
        { "ARRAY_MIN([12, 'abc', true, false, null, undefined])", "null" },
        { "ARRAY_MIN(12)", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    [MemberData(nameof(Aggregates))]
    public void Gives_what_the_documentation_says(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
