using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Takes in the values of a group one by one. Undefined values count for none of them.</summary>
internal abstract class Aggregate
{
    public abstract Value Result { get; }

    public static Aggregate Of(AggregateKind kind) => kind switch
    {
        AggregateKind.Count => new Counting(),
        AggregateKind.CountIf => new Counting { OnlyTrue = true },
        AggregateKind.Sum => new Summing(),
        AggregateKind.Average => new Averaging(),
        AggregateKind.Min => new Extreme(-1),
        AggregateKind.Max => new Extreme(1),
        AggregateKind.MakeList => new Listing(),
        AggregateKind.MakeSet => new Listing { Distinct = [] },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public void Add(in Value value)
    {
        if (!value.IsUndefined) AddDefined(value);
    }

    protected abstract void AddDefined(in Value value);

    private sealed class Counting : Aggregate
    {
        private long _count;

        public bool OnlyTrue { get; init; }

        public override Value Result => Value.Of(_count);

        protected override void AddDefined(in Value value)
        {
            if (!OnlyTrue || value.IsTrue) _count++;
        }
    }

    /// <summary>0 over nothing, undefined once something else than a number was among the values.</summary>
    private sealed class Summing : Aggregate
    {
        private double _sum;
        private bool _failed;

        public override Value Result => _failed ? Value.Undefined : Value.Of(_sum);

        protected override void AddDefined(in Value value)
        {
            if (value.Kind == ValueKind.Number) _sum += value.AsNumber;
            else _failed = true;
        }
    }

    private sealed class Averaging : Aggregate
    {
        private double _sum;
        private long _count;
        private bool _failed;

        public override Value Result => _failed || _count == 0 ? Value.Undefined : Value.Of(_sum / _count);

        protected override void AddDefined(in Value value)
        {
            _count++;
            if (value.Kind == ValueKind.Number) _sum += value.AsNumber;
            else _failed = true;
        }
    }

    /// <summary>The first or last value in the order of ORDER BY; undefined once an array or object was among the values.</summary>
    private sealed class Extreme(int sign) : Aggregate
    {
        private Value _best;
        private bool _failed;

        public override Value Result => _failed ? Value.Undefined : _best;

        protected override void AddDefined(in Value value)
        {
            if (!value.IsPrimitive) _failed = true;
            else if (_best.IsUndefined || Value.Compare(value, _best) * sign > 0) _best = value.Detach();
        }
    }

    private sealed class Listing : Aggregate
    {
        private readonly List<Value> _items = [];

        public HashSet<Value>? Distinct { get; init; }

        public override Value Result => Value.Of(_items.ToArray());

        protected override void AddDefined(in Value value)
        {
            var item = value.Detach();
            if (Distinct is null || Distinct.Add(item)) _items.Add(item);
        }
    }
}
