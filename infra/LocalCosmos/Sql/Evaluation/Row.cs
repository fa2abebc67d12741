using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>One combination of the sources of FROM. It may be kept for as long as its document's text.</summary>
internal readonly struct Row(Value[] slots)
{
    internal Value[] Slots { get; } = slots;
}
