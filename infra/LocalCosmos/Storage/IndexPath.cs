using System.Buffers;
using System.Text;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The one way to write a path into a document: <c>/a/b</c>, <c>/tags/[]</c> for what is in an array, and quotes around a
/// name that would read as something else: <c>/"a/b"</c>.
/// </summary>
internal static class IndexPath
{
    /// <summary>The segment that stands for every element of an array.</summary>
    public const string Elements = "[]";

    private static readonly SearchValues<char> Special = SearchValues.Create("/\"'[]*?");

    public static string Append(string parent, string name) => $"{parent}/{Quote(name)}";

    public static string AppendElements(string parent) => $"{parent}/{Elements}";

    /// <param name="names">Property names; <see cref="Elements"/> cannot be told from a property of that name and means the array.</param>
    public static string Of(params IEnumerable<string> names) =>
        names.Aggregate("", (path, name) => name == Elements ? AppendElements(path) : Append(path, name));

    /// <summary>The parts of a path, quotes resolved.</summary>
    public static IEnumerable<IndexPathSegment> Split(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] != '/') throw new FormatException($"The path {path} must have a slash at {at}.");
            at++;
            if (at < path.Length && path[at] is '"' or '\'')
            {
                yield return new(Unquote(path, ref at), IsQuoted: true);
                continue;
            }

            var end = path.IndexOf('/', at);
            if (end < 0) end = path.Length;
            if (end == at) throw new FormatException($"The path {path} has an empty part.");
            yield return new(path[at..end], IsQuoted: false);
            at = end;
        }
    }

    private static string Quote(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAny(Special)
            ? name
            : $"\"{name.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Unquote(string path, ref int at)
    {
        var name = new StringBuilder();
        var quote = path[at];
        for (at++; at < path.Length; at++)
        {
            if (path[at] == quote)
            {
                at++;
                return name.ToString();
            }

            if (path[at] == '\\' && at + 1 < path.Length) at++;
            name.Append(path[at]);
        }

        throw new FormatException($"The path {path} lacks a closing quote.");
    }
}

/// <param name="IsQuoted">True for a name in quotes, which is never a wildcard.</param>
internal readonly record struct IndexPathSegment(string Name, bool IsQuoted)
{
    public bool IsElements => !IsQuoted && Name == IndexPath.Elements;
}
