using System.CommandLine;
using Serverless.Benchmarks;
using Serverless.Benchmarks.Targets.Stub;

// The SDK otherwise looks for a cloud machine's metadata service before its first call.
Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");

Argument<string> what = new("benchmark")
{
    Description = "cosmos: operations beside the npm emulator and a stub; scale: 10,000 beside 1,000,000 documents; memory: resident memory of the servers; durable: orchestrations of LocalRuntime; commands: commands over HTTP beside the bare SDK; wire: requests to the store for each request over HTTP; projection: how far a read model lags behind writes; rebuild: events/s of making one anew; load: fifty learners at once, reading, checking in and handing in; import: rows/s of a list of attendance; audit: a request that leaves an entry in the audit beside one that does not; privacy: a copy for a person and their erasure, while the tenant grows; archival: requests alone and beside an archival, with its budget of request units and without (--rounds 3)",
    DefaultValueFactory = _ => "cosmos",
};
what.AcceptOnlyFromAmong("cosmos", "scale", "memory", "durable", "commands", "wire", "projection", "rebuild", "load", "import", "audit", "privacy", "archival");
Option<string> clients = new("--clients") { Description = "concurrent callers", DefaultValueFactory = _ => "1,4,16" };
Option<double> seconds = new("--seconds") { Description = "length of one round", DefaultValueFactory = _ => 1 };
Option<int> rounds = new("--rounds") { Description = "rounds per target, in turns", DefaultValueFactory = _ => 5 };
Option<string> operations = new("--operations") { Description = "only operations whose name contains one of these words, such as read,create", DefaultValueFactory = _ => "" };
Option<string> targets = new("--targets") { Description = "only targets whose name contains one of these words, such as http,stub", DefaultValueFactory = _ => "" };
Option<int?> documents = new("--documents") { Description = "documents to load (scale: 1,000,000; memory: 50,000), or people (rebuild: 20,000)" };
Option<bool> feeds = new("--feeds") { Description = "commands, import: let the app do what follows from each command, too: read models, messages" };
Option<FileInfo?> output = new("--out") { Description = "also write the report to this Markdown file" };

RootCommand root = new("Benchmarks of LocalCosmos through the real SDK, of LocalRuntime, and of the app. Figures are reported, not asserted.")
{
    what, clients, seconds, rounds, operations, targets, documents, feeds, output,
};
root.SetAction((parsed, cancellation) => Benchmark.RunAsync(
    parsed.GetRequiredValue(what),
    new BenchmarkOptions(
        [.. Words(parsed.GetRequiredValue(clients)).Select(word => int.Parse(word, provider: null))],
        TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
        parsed.GetRequiredValue(rounds),
        Words(parsed.GetRequiredValue(operations)),
        Words(parsed.GetRequiredValue(targets)),
        parsed.GetValue(documents),
        parsed.GetValue(feeds),
        parsed.GetValue(output)),
    cancellation));

Option<int> port = new("--port") { Required = true };
Command stub = new("stub", "Serve canned answers") { port };
stub.Hidden = true;
stub.SetAction((parsed, cancellation) => StubServer.RunAsync(parsed.GetRequiredValue(port), cancellation));
root.Subcommands.Add(stub);

return await root.Parse(args).InvokeAsync();

static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
