using System.Reflection;

namespace Serverless.Architecture.Orchestrators;

/// <summary>
/// An orchestrator is run again from its start whenever it goes on, so it must come to the same decisions each time:
/// nothing in it, or in what it calls, may look at the clock, draw a random value, do I/O or leave its thread.
/// </summary>
public sealed class OrchestratorTests
{
    /// <summary>The assemblies that hold orchestrators, by their project's folder.</summary>
    private static readonly Dictionary<string, string> Apps = new(StringComparer.Ordinal)
    {
        ["functions"] = "Serverless.Functions",
        ["tests/SampleApp"] = "Serverless.SampleApp",
        ["tests/DurableApp"] = "Serverless.DurableApp",
    };

    public static TheoryData<string> Assemblies => [.. Apps.Where(app => Repository.Files(app.Key, "*.csproj").Any()).Select(app => app.Value)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Orchestrators_use_nothing_that_is_another_on_replay(string name)
    {
        var types = Assembly.Load(name).GetTypes();
        Assert.NotEmpty(OrchestratorCode.Orchestrators(types));
        Assert.Empty(OrchestratorCode.Offences(types));
    }

    [Theory]
    [InlineData(nameof(Offenders.ReadsTheClock), BannedApis.Clock, "System.DateTime.get_UtcNow")]
    [InlineData(nameof(Offenders.ReadsToday), BannedApis.Clock, "System.DateTime.get_Today")]
    [InlineData(nameof(Offenders.ReadsTheOffsetClock), BannedApis.Clock, "System.DateTimeOffset.get_Now")]
    [InlineData(nameof(Offenders.MeasuresTime), BannedApis.Clock, "System.Diagnostics.Stopwatch.GetTimestamp")]
    [InlineData(nameof(Offenders.AsksATimeProvider), BannedApis.Clock, "System.TimeProvider.GetUtcNow")]
    [InlineData(nameof(Offenders.CountsTicks), BannedApis.Clock, "System.Environment.get_TickCount64")]
    [InlineData(nameof(Offenders.DrawsANumber), BannedApis.Chance, "System.Random.Next")]
    [InlineData(nameof(Offenders.MakesAGuid), BannedApis.Chance, "System.Guid.NewGuid")]
    [InlineData(nameof(Offenders.MakesAKey), BannedApis.Chance, "System.Security.Cryptography.RandomNumberGenerator.GetBytes")]
    [InlineData(nameof(Offenders.ReadsAFile), BannedApis.Outside, "System.IO.File.ReadAllTextAsync")]
    [InlineData(nameof(Offenders.CallsAServer), BannedApis.Outside, "System.Net.Http.HttpClient.GetStringAsync")]
    [InlineData(nameof(Offenders.OpensASocket), BannedApis.Outside, "System.Net.Sockets.Socket..ctor")]
    [InlineData(nameof(Offenders.ReadsADatabase), BannedApis.Outside, "Microsoft.Azure.Cosmos.CosmosClient.GetContainer")]
    [InlineData(nameof(Offenders.StartsByTheClient), BannedApis.Outside, "Microsoft.DurableTask.Client.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync")]
    [InlineData(nameof(Offenders.Prints), BannedApis.Outside, "System.Console.WriteLine")]
    [InlineData(nameof(Offenders.RunsATask), BannedApis.Threads, "System.Threading.Tasks.Task.Run")]
    [InlineData(nameof(Offenders.Waits), BannedApis.Threads, "System.Threading.Tasks.Task.Delay")]
    [InlineData(nameof(Offenders.LeavesItsThread), BannedApis.Threads, "System.Threading.Tasks.Task.ConfigureAwait")]
    [InlineData(nameof(Offenders.StartsAThread), BannedApis.Threads, "System.Threading.Thread..ctor")]
    [InlineData(nameof(Offenders.GivesUpByAClock), BannedApis.Threads, "System.Threading.CancellationTokenSource..ctor")]
    [InlineData(nameof(Offenders.CancelsElsewhere), BannedApis.Threads, "System.Threading.CancellationTokenSource.CancelAsync")]
    [InlineData(nameof(Offenders.ReadsAVariable), BannedApis.Surroundings, "System.Environment.GetEnvironmentVariable")]
    public void Each_kind_of_banned_api_is_found(string orchestrator, string kind, string api) => AssertFound(orchestrator, kind, api);

    [Theory]
    [InlineData(nameof(Offenders.InALambda))]
    [InlineData(nameof(Offenders.InALocalFunction))]
    [InlineData(nameof(Offenders.InAMethodItCalls))]
    [InlineData(nameof(Offenders.InAnIterator))]
    [InlineData(nameof(Offenders.InAPropertyOfAnotherClass))]
    [InlineData(nameof(Offenders.ThroughAnInterface))]
    [InlineData(nameof(Offenders.ThroughABaseClass))]
    [InlineData(nameof(Offenders.InAStaticField))]
    [InlineData(nameof(Offenders.ByADelegate))]
    [InlineData(nameof(Offenders.InAGenericMethod))]
    public void A_banned_api_is_found_wherever_it_hides(string orchestrator) => AssertFound(orchestrator, BannedApis.Clock, "System.DateTime.get_UtcNow");

    [Fact]
    public void Orchestrators_written_as_classes_and_as_lambdas_are_looked_at_too()
    {
        Assert.Contains(OrchestratorCode.Offences([typeof(OffendingClass)]), offence => offence.Api == "System.DateTime.get_UtcNow");
        Assert.Contains(OrchestratorCode.Offences([typeof(OffendingInstance)]), offence => offence.Place == $"{typeof(OffendingInstance)}..ctor");
        var lambdas = typeof(OffendingLambda).GetNestedTypes(BindingFlags.NonPublic);
        Assert.Contains(OrchestratorCode.Offences(lambdas), offence => offence.Api == "System.DateTime.get_UtcNow");
    }

    [Fact]
    public void What_the_context_offers_is_allowed()
    {
        Assert.NotEmpty(OrchestratorCode.Orchestrators([typeof(Innocent)]));
        Assert.Empty(OrchestratorCode.Offences([typeof(Innocent)]));
    }

    private static void AssertFound(string orchestrator, string kind, string api) => Assert.Contains(
        OrchestratorCode.Offences([typeof(Offenders)]),
        offence => offence.Orchestrator == $"{typeof(Offenders)}.{orchestrator}" && offence.Kind == kind && offence.Api == api);
}
