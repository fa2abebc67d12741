namespace Serverless.Benchmarks.Measurement;

/// <summary>Why a server cannot do an operation, short enough for a table.</summary>
internal static class Reason
{
    private const int Longest = 80;

    public static string Of(Exception exception)
    {
        string line = exception.Message.ReplaceLineEndings(" ").Replace('|', '/');
        return line.Length <= Longest ? line : line[..Longest] + "...";
    }
}
