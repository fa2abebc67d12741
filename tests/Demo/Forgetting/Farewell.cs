using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Forgetting;

/// <summary>What somebody has got who is not here any more.</summary>
internal sealed record Farewell(Learner Learner, CopyOfData Copy, Certificate Certificate)
{
    public bool IsProved => Copy.IsWhole && Certificate.IsSigned;
}

/// <summary>The certificate of an erasure.</summary>
/// <param name="Says">As the system shows it.</param>
/// <param name="Signed">As it was signed; null where no key of the tenant's has signed it.</param>
internal sealed record Certificate(JsonNode Says, JsonNode? Signed)
{
    /// <summary>What the system shows is what was signed.</summary>
    public bool IsSigned => Signed is JsonObject signed && Says is JsonObject says && signed.All(one => JsonNode.DeepEquals(one.Value, says[one.Key]));
}
