using System.Globalization;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.Durable;

/// <summary>The figures of the durable benchmark: rates per second, sizes in MB.</summary>
internal sealed class DurableReport
{
    private const double FanOutBar = 1_500;
    private const double SequencesBar = 300;
    private const double ResidentBar = 300;

    public double Sequences { get; set; }

    public double FanOut { get; set; }

    public TimeSpan Timers { get; set; }

    public double Short { get; set; }

    public TimeSpan Hop { get; set; }

    public TimeSpan Recovery { get; set; }

    public double Resident { get; set; }

    public double IdleLoad { get; set; }

    public double OnDisk { get; set; }

    public void Write(ReportWriter report, int rounds, int waiting, int kept)
    {
        report.Write("## Orchestrations, durable on disk\n");
        report.Write($"{Environment.ProcessorCount} cores; medians of {rounds} rounds; the callers run in the same process.\n");
        Table table = new("what", "figure");
        table.Add("sequences of 5 activities", Figure.Rate(Sequences) + "/s");
        table.Add("fan-out to 1,000 activities", Figure.Rate(FanOut) + " activities/s");
        table.Add("1,000 timers due at once: last one late by", Milliseconds(Timers));
        table.Add("short orchestrations", Figure.Rate(Short) + "/s");
        table.Add("one hop: activity, turn, next activity", Milliseconds(Hop));
        table.Add($"recovery with {waiting:N0} pending instances", Milliseconds(Recovery));
        table.Add($"resident memory with {kept:N0} and more finished instances", Figure.Megabytes(Resident));
        table.Add($"processor when idle, with {waiting:N0} pending instances", IdleLoad.ToString("P1", CultureInfo.InvariantCulture) + " of a core");
        table.Add("files", Figure.Megabytes(OnDisk));
        report.Write(table.ToString());

        Bars bars = new();
        bars.AtLeast("activities/s in a fan-out", FanOutBar, FanOut, Figure.Rate);
        bars.AtLeast("five-step sequences/s", SequencesBar, Sequences, Figure.Rate);
        bars.AtMost("resident memory", ResidentBar, Resident, Figure.Megabytes);
        report.Write(bars.ToString());
    }

    private static string Milliseconds(TimeSpan time) => Figure.Milliseconds(time.TotalMilliseconds) + " ms";
}
