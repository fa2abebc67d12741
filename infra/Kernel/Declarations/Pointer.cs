namespace Serverless.Kernel.Declarations;

/// <summary>JSON pointers (RFC 6901).</summary>
public static class Pointer
{
    public static string Of(string parent, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"{parent}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }
}
