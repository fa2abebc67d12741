namespace Serverless.LocalRuntime.ServiceBus.Client;

/// <summary>Arguments that the real client refuses, refused alike.</summary>
internal static class Check
{
    public static void NotNullOrEmpty(string? value, string name) => ArgumentException.ThrowIfNullOrEmpty(value, name);

    public static void NotNullOrWhiteSpace(string? value, string name) => ArgumentException.ThrowIfNullOrWhiteSpace(value, name);

    public static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(name, value, "It must be greater than zero.");
    }

    public static void NotNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero) throw new ArgumentOutOfRangeException(name, value, "It must not be negative.");
    }

    public static void MaxLength(string? value, int length, string name)
    {
        if (value?.Length > length) throw new ArgumentOutOfRangeException(name, $"The argument '{name}' cannot exceed {length} characters.");
    }

}
