namespace Serverless.LocalRuntime.ServiceBus.Filters;

/// <summary>A filter or an action that is none. The message names the position, counted from 1, and what stands there.</summary>
internal sealed class FilterSyntaxException(string problem, int position) : FormatException($"{problem} (at position {position + 1})")
{
    /// <summary>Counted from 0; the length of the text is its end.</summary>
    public int Position => position;
}
