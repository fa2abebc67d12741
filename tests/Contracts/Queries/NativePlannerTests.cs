using System.Diagnostics;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>
/// A client may plan its queries itself and then never asks the server for a plan; Windows clients do so by default. The
/// switch is read once per process, so the query contracts run again in another one.
/// </summary>
public sealed class NativePlannerTests
{
    private const string Switch = "AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX";
    private const string Contracts = "Statement.Statements|Linq|Paging|KeyPrefix|Vector|Differential";

    [Fact(Timeout = Deadline.OfATest)]
    public async Task The_query_contracts_hold_when_the_client_plans()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not null)
            return;

        var filter = string.Join('|',
            from backend in (string[])[nameof(OneRange), nameof(FourRanges)]
            from contract in Contracts.Split('|')
            select $"FullyQualifiedName~On{backend}.{contract}");
        using var run = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "vstest", typeof(NativePlannerTests).Assembly.Location, $"--TestCaseFilter:{filter}" },
            Environment = { [Switch] = "true" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.True(run.ExitCode == 0, output + await errors);
        Assert.Contains("Passed:", output, StringComparison.Ordinal);
    }
}
