namespace Serverless.LocalCosmos.Terminal;

/// <summary>How the executable says that it cannot go on.</summary>
internal static class Failure
{
    public const int ExitCode = 1;

    public static void Report(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Console.Error.WriteLine($"localcosmos: {line}");
    }
}
