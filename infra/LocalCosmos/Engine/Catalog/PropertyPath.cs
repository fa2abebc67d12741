using System.Text;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>Paths as container properties write them: <c>/a/b</c>, where a segment may be quoted: <c>/"a b"/c</c>.</summary>
internal static class PropertyPath
{
    /// <exception cref="RequestException">The text is no path.</exception>
    public static string[] Parse(string path)
    {
        var segments = new List<string>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] != '/') throw Invalid(path);
            at++;
            segments.Add(at < path.Length && path[at] is '"' or '\'' ? Quoted(path, ref at) : Plain(path, ref at));
        }

        return segments.Count > 0 ? [.. segments] : throw Invalid(path);
    }

    private static string Plain(string path, ref int at)
    {
        var start = at;
        while (at < path.Length && path[at] != '/') at++;
        return at > start ? path[start..at] : throw Invalid(path);
    }

    private static string Quoted(string path, ref int at)
    {
        var quote = path[at++];
        var segment = new StringBuilder();
        while (at < path.Length && path[at] != quote)
        {
            if (path[at] == '\\' && at + 1 < path.Length) at++;
            segment.Append(path[at++]);
        }

        if (at++ >= path.Length || segment.Length == 0) throw Invalid(path);
        return segment.ToString();
    }

    private static RequestException Invalid(string path) =>
        RequestErrors.BadRequest($"The path '{path}' is not valid: it consists of segments like /name or /\"any name\".");
}
