using System.Text;

namespace Serverless.Benchmarks.Report;

/// <summary>A Markdown table with aligned columns: the same text reads well on a terminal and in a file.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        StringBuilder text = new();
        Append(headings);
        Append([.. widths.Select(width => new string('-', width))]);
        foreach (string[] row in _rows) Append(row);
        return text.ToString();

        void Append(string[] cells) => text
            .Append("| ")
            .AppendJoin(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
            .Append(" |\n");
    }
}
