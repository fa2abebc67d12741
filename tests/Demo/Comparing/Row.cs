using System.Text.Json.Nodes;

namespace Serverless.Demo.Comparing;

/// <summary>One number that the script and the system must agree on.</summary>
/// <param name="Read">From what the system says; null where it does not say it.</param>
internal sealed record Row(string Name, long Expected, Func<JsonNode, long?> Read);

/// <param name="Actual">Null where the system says nothing of it.</param>
internal sealed record Line(string Name, long Expected, long? Actual)
{
    public bool IsSame => Actual == Expected;
}
