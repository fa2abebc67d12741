namespace Serverless.Unit.Sql.Functions;

public class SetFunctionTests
{
    public static TheoryData<string, string?> Facts => new()
    {
        { "SetIntersect([1, 2, 3, 4], [3, 4, 5, 6])", "[3,4]" },
        { "SetIntersect([1, 2, 3, 4], [])", "[]" },
        { "SetIntersect([1, 2, 3, 4], [1, 1, 1, 1])", "[1]" },
        { "SetIntersect([1, 2, 3, 4], ['A', 'B'])", "[]" },
        { "SetIntersect([1, 2, 'A', 'B'], ['A', 1])", "[\"A\",1]" },
        { "SetIntersect(['Finch', 'Mine Shaft', 'Rhino'], ['Rhino', 'Finch'])", "[\"Rhino\",\"Finch\"]" },
        { "SetIntersect([1], 1)", null },

        { "SetUnion([1, 2, 3, 4], [3, 4, 5, 6])", "[1,2,3,4,5,6]" },
        { "SetUnion([1, 2, 3, 4], [])", "[1,2,3,4]" },
        { "SetUnion([1, 2, 3, 4], [1, 1, 1, 1])", "[1,2,3,4]" },
        { "SetUnion([1, 2, 'A', 'B'], ['A', 1])", "[1,2,\"A\",\"B\"]" },
        { "SetUnion([{ a: 1, b: 2 }], [{ b: 2, a: 1 }])", """[{"a":1,"b":2}]""" },
        { "SetUnion([1], null)", null },

        { "SETDIFFERENCE([1, 2, 3], [1, 2, 6, 7])", "[3]" },
        { "SETDIFFERENCE([1, 2, 6, 7], [1, 2, 3])", "[6,7]" },
        { "SETDIFFERENCE([1, 2, 3, 4], [1, 2, 3, 4, 5, 6])", "[]" },
        { "SETDIFFERENCE([], [1, 2, 3])", "[]" },
        { "SETDIFFERENCE([1, 2, 3], [])", "[1,2,3]" },
        { "SETDIFFERENCE([1, 1, 1, 1], [2, 3, 4])", "[1]" },
        { "SETDIFFERENCE('a', ['a'])", null },

        { "SETEQUAL([1, 2, 3], [3, 2, 1])", "true" },
        { "SETEQUAL([1, 2, 3, 3], [1, 2, 2, 3, 1, 2])", "true" },
        { "SETEQUAL([], [1, 2, 3])", "false" },
        { "SETEQUAL([1, true, 'abc'], [true, 1, 'abc'])", "true" },
        { "SETEQUAL([1, 1, 1, 1], [2, 3, 4])", "false" },
        { "SETEQUAL({}, [])", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Gives_what_the_documentation_says(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));
}
