namespace Serverless.Kernel.Declarations;

/// <summary>A declaration is incomplete or contradicts itself. Raised at start, never by a request.</summary>
public sealed class DeclarationException(string declared, IReadOnlyList<string> problems)
    : Exception($"{declared} is not fully declared: {string.Join("; ", problems)}.")
{
    public IReadOnlyList<string> Problems => problems;
}
