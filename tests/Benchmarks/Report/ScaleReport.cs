namespace Serverless.Benchmarks.Report;

/// <summary>The figures of the scale benchmark. Memory and sizes are in MB.</summary>
internal sealed class ScaleReport
{
    public const string Before = "few, before the load";
    public const string AtFew = "few, after the load";
    public const string AtMany = "many";
    public const string ControlBefore = "few elsewhere, before the load";
    public const string ControlAfter = "few elsewhere, after the load";

    private const double MostTimesFew = 1.2;
    private const double MostMemory = 300;

    public List<Cell> Cells { get; } = [];

    public int Few { get; init; }

    public int Many { get; init; }

    public double Idle { get; init; }

    public double Loading { get; set; }

    public double Serving { get; set; }

    public double Highest { get; set; }

    public double OnDisk { get; set; }

    public TimeSpan LoadTime { get; set; }

    public void Write(ReportWriter report)
    {
        report.Write($"few = {Few:N0}, many = {Many:N0} documents; two containers in one process, \"elsewhere\" one in another. What stands side by side was measured in turns; before and after are each taken as times of what was measured elsewhere then.\n");
        report.Write(Latencies().ToString());
        report.Write(Resources().ToString());
        report.Write(BarsOf().ToString());
    }

    private Table Latencies()
    {
        Table table = new("operation", "callers", "documents", "ops/s", "median ms", "p99 ms", "CPU us/op (caller + server)");
        foreach (Cell cell in Cells)
        {
            if (cell.Result is { } result)
            {
                table.Add(
                    cell.Operation,
                    $"{cell.Callers}",
                    cell.Target,
                    Figure.Rate(result.PerSecond),
                    Figure.Milliseconds(result.Median),
                    Figure.Milliseconds(result.P99),
                    Figure.Microseconds(result.Processor));
            }
            else
            {
                table.Add(cell.Operation, $"{cell.Callers}", cell.Target, cell.Failure ?? Figure.None, Figure.None, Figure.None, Figure.None);
            }
        }

        return table;
    }

    private Table Resources()
    {
        Table table = new("resource", "figure");
        table.Add("resident memory, idle", Figure.Megabytes(Idle));
        table.Add("resident memory, highest while loading", Figure.Megabytes(Loading));
        table.Add("resident memory, highest while serving", Figure.Megabytes(Serving));
        table.Add("load", $"{LoadTime.TotalSeconds:N0} s, {Figure.Rate((Many - Few) / LoadTime.TotalSeconds)} documents/s");
        table.Add("files", Figure.Megabytes(OnDisk));
        return table;
    }

    private Bars BarsOf()
    {
        Bars bars = new();
        foreach (Cell many in Cells.Where(cell => cell.Target == AtMany))
        {
            AtMost(AtFew, Median(AtMany) / Median(AtFew));
            AtMost(Before, Median(AtMany) / Median(ControlAfter) / (Median(Before) / Median(ControlBefore)));

            // What could not be measured passes no bar.
            double Median(string side) =>
                Cells.Find(cell => cell.Operation == many.Operation && cell.Callers == many.Callers && cell.Target == side)?.Result?.Median ?? double.NaN;

            void AtMost(string side, double ratio) =>
                bars.AtMost($"{many.Operation}, {many.Callers} callers: median of many beside {side}", MostTimesFew, ratio, Figure.Ratio);
        }

        bars.AtMost("resident memory, highest of all", MostMemory, Highest, Figure.Megabytes);
        return bars;
    }
}
