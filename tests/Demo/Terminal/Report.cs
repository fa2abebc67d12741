using System.Globalization;
using Serverless.Demo.Comparing;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Spectre.Console;

namespace Serverless.Demo.Terminal;

/// <summary>What was played, and what the system says of it beside the script.</summary>
internal sealed class Report(IAnsiConsole console)
{
    public void Write(Script script, Performance performance, TimeSpan duration, IReadOnlyList<Line> lines)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn("the system says").RightAligned())
            .AddColumn(new TableColumn("the script").RightAligned())
            .AddColumn("");
        foreach (var group in lines.GroupBy(line => line.Group))
        {
            table.AddRow($"[bold]{group.Key}[/]");
            foreach (var line in group)
                table.AddRow($"  {line.Name}", line.Actual, line.Expected, line.IsSame ? "[green]same[/]" : "[red]DIFFERS[/]");
        }

        console.Write(table);

        var refused = script.Learners.Sum(learner => learner.Steps.Count(step => !step.HasEffect));
        console.WriteLine($"{Number(script.Learners.Count)} people, seed {script.Seed}: {Number(performance.Answers)} requests in {duration.TotalSeconds:0} s;");
        console.WriteLine($"{Number(refused)} were wrong and refused as they had to be, {Number(performance.Repetitions)} were not answered at first.");
        var different = lines.Count(line => !line.IsSame);
        console.MarkupLine(different == 0
            ? "[green]The system says what the script does.[/]"
            : $"[red]The system differs from the script in {different} of {lines.Count} rows.[/]");
    }

    public void WriteAddresses(Uri system, Venue venue)
    {
        // Past the console, which would break an address in two.
        console.Profile.Out.Writer.WriteLine($"""

              the dashboard     {new Uri(system, $"api/programmes/{venue.ProgrammeId}/dashboard.html")}
              operations        {new Uri(system, "api/ops")}
              the API           {new Uri(system, "api/docs")}
            """);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
