using System.Runtime.CompilerServices;

namespace Serverless.Architecture;

/// <summary>The files of the repository as they stand on disk.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static readonly string[] Built = ["bin", "obj", "node_modules", ".git", ".local", "TestResults", "artifacts"];

    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(IsSource)
            : [];
    }

    public static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories).Where(IsSource);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path) => !Relative(path).Split('/').Any(Built.Contains);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
