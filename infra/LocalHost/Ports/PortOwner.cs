using System.Globalization;

namespace Serverless.LocalHost.Ports;

/// <summary>Who listens on a port, as Linux tells it; elsewhere, and of other users' processes, nobody knows.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <returns>Name and process id, such as <c>dotnet, process 4711</c>.</returns>
    public static string? Find(int port)
    {
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > Inode && columns[State] == Listening && PortOf(columns[LocalAddress]) == port)
            .Select(columns => $"socket:[{columns[Inode]}]")
            .ToHashSet(StringComparer.Ordinal);
        if (sockets.Count == 0)
            return null;
        var owner = Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .FirstOrDefault(process => Holds(process, sockets));
        return owner is null ? null : $"{File.ReadAllText(Path.Combine(owner, "comm")).Trim()}, process {Path.GetFileName(owner)}";
    }

    private static int PortOf(string address) =>
        int.Parse(address.AsSpan(address.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(handle => new FileInfo(handle).LinkTarget is { } target && sockets.Contains(target));
        }
        // It is another user's, or has ended meanwhile.
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
