using Serverless.Benchmarks.Targets;
using Serverless.Benchmarks.Targets.Stub;
using Serverless.Benchmarks.Workloads;

namespace Serverless.Benchmarks.Report;

/// <summary>Every figure, the ratios, what a target cannot do, and the bars.</summary>
internal static class CosmosReport
{
    private const int BarCallers = 4;
    private const double LeastTimesNpm = 2;
    private const double MostTimesStub = 1.6;

    public static void Write(ReportWriter report, IReadOnlyList<Cell> cells)
    {
        report.Write(Figures(cells).ToString());
        foreach (var failure in cells.Where(cell => cell.Failure is not null).Select(cell => (cell.Target, cell.Operation, cell.Failure)).Distinct())
            report.Write($"- {failure.Target} cannot: {failure.Operation} ({failure.Failure})");
        report.Write("");
        report.Write(BarsOf(cells).ToString());
    }

    private static Table Figures(IReadOnlyList<Cell> cells)
    {
        Table table = new("operation", "callers", "target", "ops/s", "median ms", "p99 ms", "CPU us/op (caller + server)", "ops/s : npm", "median : stub");
        foreach (Cell cell in cells)
        {
            if (cell.Result is not { } result) continue;
            table.Add(
                cell.Operation,
                $"{cell.Callers}",
                cell.Target,
                Figure.Rate(result.PerSecond),
                Figure.Milliseconds(result.Median),
                Figure.Milliseconds(result.P99),
                Figure.Microseconds(result.Processor),
                Find(cells, cell, NpmTarget.Name) is { Result: { } npm } ? Figure.Ratio(result.PerSecond / npm.PerSecond) : Figure.None,
                Find(cells, cell, StubTarget.Name) is { Result: { } stub } ? Figure.Ratio(result.Median / stub.Median) : Figure.None);
        }

        return table;
    }

    private static Bars BarsOf(IReadOnlyList<Cell> cells)
    {
        Bars bars = new();
        foreach (Cell cell in cells.Where(cell => cell.Target == LocalCosmosTarget.OverHttp))
        {
            if (cell.Result is not { } ours) continue;
            if (cell.Callers == BarCallers && Find(cells, cell, NpmTarget.Name) is { Result: { } npm })
                bars.AtLeast($"{cell.Operation}, {cell.Callers} callers: throughput beside npm", LeastTimesNpm, ours.PerSecond / npm.PerSecond, Figure.Ratio);
            if (cell.Operation == Operations.PointRead.Name && Find(cells, cell, StubTarget.Name) is { Result: { } stub })
                bars.AtMost($"{cell.Operation}, {cell.Callers} callers: median beside the stub", MostTimesStub, ours.Median / stub.Median, Figure.Ratio);
        }

        return bars;
    }

    private static Cell? Find(IReadOnlyList<Cell> cells, Cell beside, string target) =>
        cells.FirstOrDefault(cell => cell.Operation == beside.Operation && cell.Callers == beside.Callers && cell.Target == target);
}
