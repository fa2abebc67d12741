namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value : IEquatable<Value>
{
    /// <summary>
    /// The total order of ORDER BY: by kind, then within the kind. Strings compare by UTF-16 code unit, as the SDK does
    /// when it merges the results of several ranges.
    /// </summary>
    public static int Compare(in Value left, in Value right)
    {
        if (left._kind != right._kind) return left._kind.CompareTo(right._kind);
        return left._kind switch
        {
            ValueKind.Boolean => left._number.CompareTo(right._number),
            ValueKind.Number => CompareNumbers(left, right),
            ValueKind.String => CompareStrings(left, right),
            ValueKind.Array => CompareAll(left.Elements(), right.Elements()),
            ValueKind.Object => CompareAll(left.Flattened(), right.Flattened()),
            _ => 0,
        };
    }

    /// <summary>Deep equality: numbers by value, objects whatever the order of their properties.</summary>
    public bool Equals(Value other)
    {
        if (_kind != other._kind) return false;
        return _kind switch
        {
            ValueKind.Boolean => _number.Equals(other._number),
            ValueKind.Number => CompareNumbers(this, other) == 0,
            ValueKind.String => SameString(this, other),
            ValueKind.Array => SameElements(this, other),
            ValueKind.Object => Length == other.Length && Properties().All(p => other[p.Key] is { IsUndefined: false } found && p.Value.Equals(found)),
            _ => true,
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode()
    {
        var hash = (int)_kind;
        switch (_kind)
        {
            case ValueKind.Boolean or ValueKind.Number:
                return HashCode.Combine(hash, _number);
            case ValueKind.String:
                return HashOfString();
            case ValueKind.Array:
                foreach (var item in Elements()) hash = HashCode.Combine(hash, item);
                return hash;
            case ValueKind.Object:
                // Addition, because the order of the properties must not matter.
                foreach (var (name, value) in Properties()) hash = unchecked(hash + HashCode.Combine(name, value));
                return hash;
            default:
                return hash;
        }
    }

    // Integers of 64 bits, such as snowflake ids, are told apart by their text where doubles run out of digits.
    private static int CompareNumbers(in Value left, in Value right)
    {
        // NaN comes last among the numbers.
        if (double.IsNaN(left._number) || double.IsNaN(right._number)) return double.IsNaN(left._number).CompareTo(double.IsNaN(right._number));
        var order = left._number.CompareTo(right._number);
        if (order != 0 || Math.Abs(left._number) < FirstInexactInteger) return order;
        return left.TryGetInteger(out var first) && right.TryGetInteger(out var second) ? first.CompareTo(second) : order;
    }

    private static bool SameElements(in Value left, in Value right)
    {
        var rights = right.GetElementEnumerator();
        foreach (var item in left.Elements())
        {
            if (!rights.MoveNext() || !item.Equals(rights.Current)) return false;
        }

        return !rights.MoveNext();
    }

    private static int CompareAll(IEnumerable<Value> left, IEnumerable<Value> right)
    {
        using var rights = right.GetEnumerator();
        foreach (var item in left)
        {
            if (!rights.MoveNext()) return 1;
            var order = Compare(item, rights.Current);
            if (order != 0) return order;
        }

        return rights.MoveNext() ? -1 : 0;
    }

    private IEnumerable<Value> Flattened() => Properties()
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .SelectMany(p => new[] { Of(p.Key), p.Value });
}
