using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary><c>SELECT ... FROM (SELECT DISTINCT ... FROM c)</c>: the outer statement runs over the results of the inner one.</summary>
internal sealed class NestedAccumulation(CompiledQuery inner, Func<IEnumerable<Value>, IEnumerable<Value>> outer) : Accumulation
{
    private readonly Accumulation? _groups = inner.IsAggregate ? inner.StartAccumulation() : null;
    private readonly HashSet<Value> _distinct = [];
    private readonly List<Value> _results = [];

    public override void Add(in Row row)
    {
        if (_groups is not null)
        {
            _groups.Add(row);
            return;
        }

        var result = inner.Project(row);
        if (result.IsUndefined || _distinct.Contains(result)) return;
        result = result.Detach();
        _distinct.Add(result);
        _results.Add(result);
    }

    public override IEnumerable<Value> Finish() => outer(_groups?.Finish() ?? _results);
}
