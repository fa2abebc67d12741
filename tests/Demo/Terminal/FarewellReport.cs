using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Demo.Comparing;
using Serverless.Demo.Forgetting;
using Serverless.Demo.Playing;
using Spectre.Console;

namespace Serverless.Demo.Terminal;

/// <summary>How a learner got a copy of their data and was erased, and what the system says without them.</summary>
internal sealed class FarewellReport(IAnsiConsole console) : IProgress<string>
{
    private readonly List<string> _steps = [];

    public void Report(string value) => _steps.Add(string.Concat(value.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}")));

    public void Write(Farewell farewell)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]Learner {farewell.Learner.Number} asks for their data: {farewell.Copy.Files.Count} files, {Number(farewell.Copy.Size)} bytes as a package[/]");
        var files = Table("", "bytes", "check sum");
        foreach (var file in farewell.Copy.Files) files.AddRow(file.Path, Number(file.Size), file.IsAsListed ? "[green]right[/]" : "[red]WRONG[/]");
        console.Write(files);

        console.WriteLine();
        console.MarkupLine($"[bold]and to be forgotten:[/] {string.Join(", ", _steps)}");
        var stores = Table("the certificate says", "found", "deleted", "anonymised", "stays");
        var (said, empty) = (farewell.Certificate.Says, 0);
        foreach (var store in said.At("stores").Items())
        {
            if (store.At("found").Number() is null or 0) empty++;
            else stores.AddRow([Text(store, "store"), .. new[] { "found", "deleted", "anonymised", "retained" }.Select(name => Number(store.At(name).Number() ?? 0))]);
        }

        console.Write(stores);
        console.WriteLine($"Nothing was in {empty} others. The key {Text(said, "keyId")} was destroyed at {Text(said, "keyDestroyedAt")}.");
        console.WriteLine($"Irreversible at {Text(said, "irreversibleAt")}, when no backup holds the key any more.");
        console.MarkupLine(farewell.Certificate.IsSigned
            ? $"[green]Its signature is right, as anybody can check with the tenant's public key.[/]"
            : "[red]ITS SIGNATURE IS WRONG.[/]");
    }

    /// <param name="before">While they were there.</param>
    /// <param name="after">Without them.</param>
    public void Write(IReadOnlyList<Line> before, IReadOnlyList<Line> after)
    {
        var changed = before.Zip(after).Where(pair => pair.First.Actual != pair.Second.Actual || !pair.Second.IsSame).ToList();
        var table = Table("without them", "it was", "the system says", "the script", "");
        foreach (var (was, now) in changed) table.AddRow($"{now.Group.Split(':')[0]}: {now.Name}", was.Actual, now.Actual, now.Expected, now.IsSame ? "[green]same[/]" : "[red]DIFFERS[/]");
        console.WriteLine();
        console.Write(table);
        console.MarkupLine(after.All(line => line.IsSame)
            ? $"[green]The other {after.Count - changed.Count} rows, which are statistics, are what they were.[/]"
            : "[red]The system does not say what the script says without them.[/]");
    }

    private static Table Table(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var name in others) table.AddColumn(new TableColumn(name).RightAligned());
        return table;
    }

    private static string Text(JsonNode node, string name) => node.At(name).Text() ?? "nothing";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
