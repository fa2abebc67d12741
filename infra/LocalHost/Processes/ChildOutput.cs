using Serverless.LocalHost.Parts;

namespace Serverless.LocalHost.Processes;

/// <summary>What a child writes: all of it goes to a file, what matters to the terminal, and what was last kept from there is remembered.</summary>
internal sealed class ChildOutput : IDisposable
{
    private const int LastLines = 12;

    private readonly Queue<string> _last = new(LastLines);
    private readonly StreamWriter _file;
    private readonly Part _part;
    private readonly bool _showsAll;

    public ChildOutput(Part part, string folder, bool showsAll)
    {
        _part = part;
        _showsAll = showsAll;
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, part.Log + ".log");
        _file = new(Path, append: false) { AutoFlush = true };
    }

    public string Path { get; }

    /// <summary>The last lines that nobody has seen.</summary>
    public IReadOnlyList<string> LastUnseen
    {
        get
        {
            lock (_last) return [.. _last];
        }
    }

    /// <param name="line">Null at the end.</param>
    public void Write(string? line)
    {
        if (line is null)
            return;
        var isShown = _showsAll || _part.IsWorthShowing(line);
        lock (_last)
        {
            if (!isShown)
                Remember(line);
            _file.WriteLine(line);
        }
        if (isShown)
            Console.WriteLine($"{_part.Log,-6} | {line}");
    }

    public void Dispose() => _file.Dispose();

    private void Remember(string line)
    {
        if (_last.Count == LastLines)
            _last.Dequeue();
        _last.Enqueue(line);
    }
}
