namespace Serverless.Cloud.Keys;

/// <summary>A tenant's key cannot be used. Nothing of the tenant that is personal can be read or written until it can.</summary>
public sealed class TenantKeyException : Exception
{
    /// <param name="problem">Never holds a part of a key.</param>
    public TenantKeyException(string tenantId, string problem, Exception? inner = null)
        : base($"The key of the tenant '{tenantId}' cannot be used: {problem}.", inner)
    {
    }

    /// <summary>For an id that must not be repeated, because it may be anything.</summary>
    internal TenantKeyException(string problem)
        : base($"A tenant cannot have a key: {problem}.")
    {
    }
}
