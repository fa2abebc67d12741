using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>The figures of commands, and the bar: at least half of what the SDK itself does.</summary>
internal static class CommandsReport
{
    public const string OverHttp = "over HTTP";
    public const string SameRequests = "SDK, same requests";
    public const string BatchAlone = "SDK, batch alone";

    private const double LeastOfSdk = 0.5;

    public static void Write(ReportWriter report, IReadOnlyList<Cell> cells)
    {
        Table table = new("command", "clients", "by", "ops/s", "median ms", "p99 ms", "CPU us/op (client + servers)", "ops/s : SDK");
        Bars bars = new();
        foreach (var cell in cells)
        {
            if (cell.Result is not { } result)
            {
                table.Add(cell.Operation, $"{cell.Callers}", cell.Target, cell.Failure ?? Figure.None, Figure.None, Figure.None, Figure.None, Figure.None);
                continue;
            }

            double? ratio = cell.Target == OverHttp && Sdk(cells, cell) is { Result: { } sdk } ? result.PerSecond / sdk.PerSecond : null;
            table.Add(
                cell.Operation,
                $"{cell.Callers}",
                cell.Target,
                Figure.Rate(result.PerSecond),
                Figure.Milliseconds(result.Median),
                Figure.Milliseconds(result.P99),
                Figure.Microseconds(result.Processor),
                ratio is { } known ? Figure.Ratio(known) : Figure.None);
            if (ratio is { } measured) bars.AtLeast($"{cell.Operation}, {cell.Callers} clients: throughput beside the SDK's", LeastOfSdk, measured, Figure.Ratio);
        }

        report.Write(table.ToString());
        report.Write(bars.ToString());
    }

    private static Cell? Sdk(IReadOnlyList<Cell> cells, Cell beside) =>
        cells.FirstOrDefault(cell => cell.Operation == beside.Operation && cell.Callers == beside.Callers && cell.Target == SameRequests);
}
