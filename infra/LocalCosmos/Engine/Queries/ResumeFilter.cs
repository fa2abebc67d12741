using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// Where a client that merges several ranges lets an ordered query start: at the first row with the given sort values,
/// or after the last of them.
/// </summary>
internal sealed class ResumeFilter
{
    private readonly Value[] _values;
    private readonly long _number;
    private readonly bool _exclude;

    private ResumeFilter(Value[] values, long number, bool exclude) => (_values, _number, _exclude) = (values, number, exclude);

    /// <exception cref="RequestException">The filter has another shape than <c>{"value":[...],"rid":"...","exclude":bool}</c>.</exception>
    public static ResumeFilter? Parse(in Value filter, int columns)
    {
        if (filter.IsUndefined || filter.Kind == ValueKind.Null) return null;
        var values = filter["value"];
        if (values.Kind != ValueKind.Array || values.Length != columns) throw Invalid();
        long number = 0;
        var rid = filter["rid"];
        if (rid.Kind == ValueKind.String && !ResourceId.TryParseDocument(rid.AsString, out number)) throw Invalid();
        return new ResumeFilter([.. values.Elements().Select(Scalar)], number, filter["exclude"].IsTrue);
    }

    public bool Keeps(in SortPosition row, IReadOnlyList<bool> descending)
    {
        var order = SortPosition.CompareValues(row.Values, _values, descending);
        if (order != 0) return order > 0;
        if (_exclude) return false;
        return _number == 0 || (descending[0] ? row.Number <= _number : row.Number >= _number);
    }

    /// <summary>The SDK writes undefined as an empty array, since the array of values cannot leave one out.</summary>
    private static Value Scalar(Value value) => value is { Kind: ValueKind.Array, Length: 0 } ? Value.Undefined : value;

    private static RequestException Invalid() => RequestErrors.BadRequest("The resumeFilter does not fit the statement's ORDER BY.");
}
