using System.Text;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Random expressions over constants. {n} stands for a number, {i} for a small integer, {s} for a string, and so on.</summary>
internal sealed class ConstantExpressions(Random random)
{
    private const int MaxDepth = 3;

    // Nothing here gives NaN: the service compares it by no rule that could be followed, and no document can hold it.

    private static readonly Dictionary<char, string[]> Leaves = new()
    {
        ['n'] = ["0", "1", "-1", "2", "3", "10", "0.5", "-2.5", "1.1", "100.25", "1e3", "-7", "4503599627370497", "9007199254740993", "1e16", "1e-7"],
        ['i'] = ["0", "1", "2", "3", "-1", "-2", "5", "100"],
        ['s'] = ["''", "'a'", "'abc'", "'ABC'", "'b'", "'aXbXc'", "' a b '", "'é'", "'É'", "'1'", "'-1.5e2'", "' true '", "'null'", "'[1,2]'", "'{\"a\":1}'", "'abcabc'", "'bc'"],
        ['b'] = ["true", "false"],
        ['a'] = ["[]", "[1]", "[1,2,3]", "[3,1,2,1]", "['a','b']", "['b','a','b']", "[1,'a',null,true]", "[[1],[2]]", "[{\"a\":1},{\"a\":2,\"b\":3}]", "[null]", "[true,false]"],
        ['o'] = ["{}", "{\"a\":1}", "{\"b\":2,\"a\":1}", "{\"a\":{\"x\":1,\"y\":[1,2]}}", "{\"a\":null}", "{\"a\":'abc',\"b\":[1]}"],
        ['d'] = ["'2020-01-31'", "'2021-12-31T23:59:59.9999999Z'", "'1969-12-31T23:59:59'", "'2024-02-29 12:30:45.5'", "'1601-01-01'", "'9999-12-31T00:00:00Z'", "'2020-06-15T10:20:30+02:00'", "'2020-13-01'", "'x'"],
        ['p'] = ["'yyyy'", "'mm'", "'dd'", "'hh'", "'mi'", "'ss'", "'ms'", "'mcs'", "'ns'", "'Year'", "'dw'", "'zz'"],
        ['v'] = ["null", "undefined", "1", "'a'", "true", "[1]", "{\"a\":1}", "false", "2"],
    };

    private static readonly Dictionary<char, string[]> Shapes = new()
    {
        ['n'] =
        [
            "({n} + {n})", "({n} - {n})", "({n} * {n})", "({n} / ({i} + 1000))", "({n} % ({i} + 1000))", "(-{n})", "(+{n})", "(~{i})", "({i} & {i})", "({i} | {i})", "({i} ^ {i})",
            "({i} << {i})", "({i} >> {i})", "({n} >>> {i})", "ABS({n})", "ACOS({i} / 100)", "ASIN({i} / 100)", "ATAN({n})", "ATN2({n},{n})", "CEILING({n})", "COS({i})", "COT({i})",
            "DEGREES({n})", "EXP({i})", "FLOOR({n})", "LOG(ABS({n}) + 1)", "LOG(ABS({n}) + 1, 10)", "LOG10(ABS({n}) + 1)", "NumberBin({i})", "NumberBin({i},{i})", "POWER({n},2)", "RADIANS({n})",
            "ROUND({i})", "ROUND({i} / 7,{i})", "SIGN({n})", "SIN({i})", "SQRT(ABS({n}))", "SQUARE({n})", "TAN({i})", "TRUNC({n})", "PI()",
            "IntAdd({n},{n})", "IntSub({n},{n})", "IntMul({n},{n})", "IntDiv({n},{n})", "IntMod({n},{n})", "IntBitAnd({n},{n})", "IntBitOr({n},{n})", "IntBitXor({n},{n})",
            "IntBitNot({n})", "IntBitLeftShift({n},{i})", "IntBitRightShift({n},{i})", "LENGTH({s})", "INDEX_OF({s},{s})", "INDEX_OF({s},{s},{i})", "LastIndexOf({s},{s})",
            "LastIndexOf({s},{s},{i})", "ARRAY_LENGTH({a})", "ARRAY_SUM({a})", "ARRAY_AVG({a})", "ARRAY_MEDIAN({a})", "StringToNumber({s})", "DateTimePart({p},{d})",
            "DateTimeDiff({p},{d},{d})", "DateTimeToTicks({d})", "DateTimeToTimestamp({d})", "YEAR({d})", "MONTH({d})", "DAY({d})", "VectorDistance({a},{a})",
        ],
        ['s'] =
        [
            "({s} || {s})", "CONCAT({s},{s})", "CONCAT({s},{s},{s})", "LEFT({s},{i})", "RIGHT({s},{i})", "SUBSTRING({s},{i},{i})", "LOWER({s})", "UPPER({s})", "LTRIM({s})", "RTRIM({s})", "TRIM({s})",
            "LTRIM({s},{s})", "RTRIM({s},{s})", "TRIM({s},{s})", "REPLACE({s},{s},{s})", "REPLICATE({s},{i})", "REVERSE({s})", "ToString({v})", "ToString({n})", "ToString({a})", "ToString({o})",
            "StringJoin({a},{s})", "SubstringAfter({s},{s})", "SubstringBefore({s},{s})", "LastSubstringAfter({s},{s})", "LastSubstringBefore({s},{s})",
            "DateTimeFormat({d},'yyyy-MM-dd hh:mm:ss tt FFF')", "TicksToDateTime({n})", "TimestampToDateTime({n})", "{d}",
        ],
        ['b'] =
        [
            "({v} = {v})", "({v} != {v})", "({n} < {n})", "({n} <= {n})", "({s} > {s})", "({v} >= {v})", "({b} AND {b})", "({b} OR {b})", "(NOT {b})", "({v} IN ({v},{v}))", "({v} NOT IN ({v},{v},{v}))",
            "({n} BETWEEN {n} AND {n})", "({v} NOT BETWEEN {v} AND {v})", "CONTAINS({s},{s})", "CONTAINS({s},{s},{b})", "STARTSWITH({s},{s},{b})", "ENDSWITH({s},{s})", "ENDSWITH({s},{s},{b})", "StringEquals({s},{s},{b})",
            "ContainsAnyCI({s},{s},{v})", "ContainsAllCS({s},{s},{s})", "ContainsAllCI({s},{s},{v})", "ContainsAnyCS({s},{v},{s})", "StringToBoolean({s})",
            "ARRAY_CONTAINS({a},{v})", "ARRAY_CONTAINS({a},{o},{b})", "ARRAY_CONTAINS_ANY({a},{v},{v})", "ARRAY_CONTAINS_ALL({a},{v},{v})", "SetEqual({a},{a})",
            "IS_ARRAY({v})", "IS_BOOL({v})", "IS_DEFINED({v})", "IS_FINITE_NUMBER({n})", "IS_INTEGER({n})", "IS_NULL({v})", "IS_NUMBER({v})", "IS_OBJECT({v})", "IS_PRIMITIVE({v})", "IS_STRING({v})", "IS_DATETIME({d})",
        ],
        ['a'] =
        [
            "[{v},{v}]", "[{n},{n},{n}]", "ARRAY_CONCAT({a},{a})", "ARRAY_SLICE({a},{i})", "ARRAY_SLICE({a},{i},{i})", "SetIntersect({a},{a})", "SetUnion({a},{a})", "SetDifference({a},{a})",
            "ObjectToArray({o})", "ObjectToArray({o},'x')", "ObjectToArray({o},'x','y')", "StringSplit({s},{s})", "StringToArray({s})",
        ],
        ['o'] = ["{\"a\":{v}}", "{\"a\":{v},\"b\":{v}}", "StringToObject({s})"],
        ['d'] = ["DateTimeAdd({p},{i},{d})", "DateTimeBin({d},{p})", "DateTimeBin({d},{p},{i})", "DateTimeBin({d},{p},{i},'2000-02-03T04:05:06Z')", "DateTimeFromParts({n},{i},{i})", "DateTimeFromParts(2020,{i},{i},{i},{i})"],
        ['v'] =
        [
            "{n}", "{s}", "{b}", "{a}", "{o}", "({v} ?? {v})", "({b} ? {v} : {v})", "IIF({b},{v},{v})", "CHOOSE({i},{v},{v})", "{a}[{i}]", "{o}.a", "{o}[\"b\"]", "ARRAY_MAX({a})", "ARRAY_MIN({a})", "StringToNull({s})",
        ],
        ['i'] = ["({i} + {i})", "LENGTH({s})"],
        ['p'] = [],
    };

    public string Next() => Expression('v', MaxDepth);

    private string Expression(char kind, int depth)
    {
        // Now and then something of the wrong kind.
        if (kind != 'v' && random.Next(20) == 0) kind = 'v';
        if (depth == 0 || Shapes[kind].Length == 0 || random.Next(4) == 0) return Pick(Leaves[kind]);
        var shape = Pick(Shapes[kind]);
        var text = new StringBuilder();
        for (var at = 0; at < shape.Length; at++)
        {
            if (shape[at] == '{' && at + 2 < shape.Length && shape[at + 2] == '}')
            {
                // The index of a path is a literal.
                var isIndex = at > 0 && shape[at - 1] == '[' && shape.EndsWith("[{i}]", StringComparison.Ordinal);
                text.Append(isIndex ? "1" : Expression(shape[at + 1], depth - 1));
                at += 2;
            }
            else
            {
                text.Append(shape[at]);
            }
        }

        return text.ToString();
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
