using System.Runtime.CompilerServices;

namespace Serverless.Acceptance.Starting;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    public static string In(params ReadOnlySpan<string> names) => Path.Combine([Root, .. names]);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
