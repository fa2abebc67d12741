using System.Globalization;
using System.Runtime.InteropServices;

namespace Serverless.Benchmarks.Report;

/// <summary>Sends the report to the terminal and, when asked, to a Markdown file; progress goes to the error stream only.</summary>
internal sealed class ReportWriter(FileInfo? file) : IDisposable
{
    private readonly StreamWriter? _copy = file?.CreateText();

    public static void Progress(string text) => Console.Error.WriteLine(text);

    public void Title(string title, BenchmarkOptions options)
    {
        Write($"## {title}\n");
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}; {options.Rounds} rounds of {options.RoundLength.TotalSeconds} s in turns, medians of rounds.\n"));
    }

    public void Write(string text)
    {
        Console.WriteLine(text);
        _copy?.WriteLine(text);
    }

    public void Dispose() => _copy?.Dispose();
}
