namespace Serverless.Contracts.Queries;

/// <summary>A text file of named blocks: a name at the margin, indented lines below it.</summary>
public static class CaseFile
{
    public static IReadOnlyDictionary<string, string[]> Read(string file)
    {
        var blocks = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Queries", file)))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
                block!.Add(line.Trim());
            else if (line.Length > 0 && line[0] != '#')
                blocks.Add(line, block = []);
        }
        return blocks.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);
    }

    public static TheoryData<string> Names(string file) => [.. Read(file).Keys];
}
