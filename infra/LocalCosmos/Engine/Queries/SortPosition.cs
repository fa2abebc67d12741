using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// The place of a row in the order of an ORDER BY: its sort values, then the number of its item, then its place among the
/// item's rows. Ties follow the first direction, because the SDK skips by that rule when it resumes a merge.
/// </summary>
internal readonly record struct SortPosition(Value[] Values, long Number, int Row)
{
    public static int Compare(in SortPosition left, in SortPosition right, IReadOnlyList<bool> descending)
    {
        var order = CompareValues(left.Values, right.Values, descending);
        if (order == 0) order = Directed(left.Number.CompareTo(right.Number), descending[0]);
        return order != 0 ? order : left.Row.CompareTo(right.Row);
    }

    public static int CompareValues(Value[] left, Value[] right, IReadOnlyList<bool> descending)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var order = Value.Compare(left[i], right[i]);
            if (order != 0) return Directed(order, descending[i]);
        }

        return 0;
    }

    /// <summary>The same, independent of the document that the values are views on.</summary>
    public SortPosition Detach() => this with { Values = Array.ConvertAll(Values, value => value.Detach()) };

    /// <summary>For a continuation token: an array of arrays, of which an empty one stands for undefined.</summary>
    public string ValuesText()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var value in Values)
            {
                json.WriteStartArray();
                if (!value.IsUndefined) value.WriteTo(json);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <exception cref="RequestException">The token is not ours, or of another statement.</exception>
    public static SortPosition Of(ContinuationToken token, int columns)
    {
        try
        {
            var values = Value.Parse(token.Order!).Elements().Select(value => value[0]).ToArray();
            return values.Length == columns ? new SortPosition(values, token.Number, token.Rows) : throw OfAnotherStatement();
        }
        catch (JsonException)
        {
            throw OfAnotherStatement();
        }
    }

    private static int Directed(int order, bool descending) => descending ? -order : order;

    private static RequestException OfAnotherStatement() =>
        RequestErrors.BadRequest("The continuation token belongs to another statement.");
}
