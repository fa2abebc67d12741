using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Takes in the rows of a statement that gives results only over all of them.</summary>
internal abstract class Accumulation
{
    public abstract void Add(in Row row);

    /// <summary>The results, in order; DISTINCT applied, TOP and OFFSET not.</summary>
    public abstract IEnumerable<Value> Finish();
}
