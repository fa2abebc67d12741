using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Batch;

/// <summary>
/// Keeps the documents of one answer from growing without end: a read or a patch of a few bytes may answer two megabytes.
/// A write that has happened must be answered, so what does not fit is not begun.
/// </summary>
internal sealed class AnswerRoom
{
    private const int FirstOperations = 8;

    private long _answered;
    private int _largest = 1;

    /// <summary>How many operations may run before the next look at the room.</summary>
    public int Operations { get; private set; } = FirstOperations;

    public bool IsFull => _answered >= ItemEngine.MaxAnswerBytes;

    /// <summary>False where the answer is no longer than the request.</summary>
    public static bool MayGrow(ItemOperation operation) =>
        operation.Kind == ItemOperationKind.Read || (operation.Kind == ItemOperationKind.Patch && !operation.MinimalReturn);

    public void Take(IEnumerable<ItemResult> results)
    {
        foreach (var result in results)
        {
            _answered += result.Body.Length;
            _largest = Math.Max(_largest, result.Body.Length);
        }

        // As many as fit if none is larger than those before, but some in any case: a guess that is too low costs a commit.
        Operations = (int)Math.Clamp((ItemEngine.MaxAnswerBytes - _answered) / _largest, FirstOperations, BatchReader.MaximumOperations);
    }
}
