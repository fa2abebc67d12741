using System.Globalization;

namespace Serverless.Acceptance.Starting;

/// <summary>Processes as Linux lists them.</summary>
internal static class ProcessTable
{
    private const string ParentLabel = "PPid:";

    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0 && ParentOf(id) == parent),
    ];

    public static string CommandOf(int process) => File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');

    public static bool Lives(int process) => Status(process) is { } status && !status.Contains("State:\tZ", StringComparison.Ordinal);

    private static int? ParentOf(int process) =>
        Status(process)?.Split('\n').First(line => line.StartsWith(ParentLabel, StringComparison.Ordinal)) is { } line
            ? int.Parse(line.AsSpan(ParentLabel.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
            : null;

    private static string? Status(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/status");
        }
        // It has ended, before or while its file was read.
        catch (IOException)
        {
            return null;
        }
    }
}
