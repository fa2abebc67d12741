using System.Text;

namespace Serverless.Acceptance.Privacy.Scanning;

/// <summary>Finds texts in the bytes of files, in whatever form they were written down.</summary>
internal sealed class Scanner(params IEnumerable<string> texts)
{
    private const int Context = 40;

    private readonly IReadOnlyList<WrittenForm> _forms = [.. texts.SelectMany(WrittenForms.Of)];

    public IReadOnlyList<Trace> InFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(file => In(Path.GetRelativePath(folder, file), Read(file)))];

    public IReadOnlyList<Trace> InText(string where, string text) => In(where, Encoding.UTF8.GetBytes(text));

    /// <summary>The first place for each form.</summary>
    public IReadOnlyList<Trace> In(string where, byte[] bytes) =>
    [
        .. _forms.Select(form => (form, At: bytes.AsSpan().IndexOf(form.Bytes)))
            .Where(found => found.At >= 0)
            .Select(found => new Trace(where, found.form.Name, found.At, Around(bytes, found.At, found.form.Bytes.Length))),
    ];

    /// <summary>Others may be writing it, or have taken it away by now. What they lock for themselves is empty.</summary>
    public static byte[] Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length == 0) return [];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static string Around(byte[] bytes, int at, int length)
    {
        var around = bytes[Math.Max(0, at - Context)..Math.Min(bytes.Length, at + length + Context)];
        return string.Concat(around.Select(one => one is >= 0x20 and < 0x7f ? (char)one : '.'));
    }
}

/// <summary>A text that was found.</summary>
/// <param name="Form">In which it is written.</param>
/// <param name="Around">What stands around it.</param>
internal sealed record Trace(string Where, string Form, int At, string Around);
