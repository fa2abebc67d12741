namespace Serverless.LocalHost.Terminal;

/// <summary>The run cannot begin or go on; the message says in one line what is wrong and what to do.</summary>
internal sealed class Refusal(string message, Exception? inner = null) : Exception(message, inner)
{
    public const int ExitCode = 1;

    /// <summary>What belongs to it but is no part of the line, such as the last words of a process.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Whoever failed has said it to the terminal already.</summary>
    public bool IsSaid { get; init; }

    public void Report()
    {
        if (IsSaid)
            return;
        var line = string.Join(' ', Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Console.Error.WriteLine($"run: {line}");
        foreach (var detail in Details)
            Console.Error.WriteLine($"  {detail}");
    }
}
