using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Access;

namespace Serverless.Benchmarks.App;

/// <summary>Stores people as the app does, with its own record store, and without HTTP in between.</summary>
internal static class PeopleLoading
{
    private const int AtOnce = 32;

    public static async Task LoadAsync(AppSystem system, int people, int eventsEach, CancellationToken cancellation)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(system.Settings.Select(setting =>
            KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value))).Build();
        await using var services = new ServiceCollection()
            .AddLogging().AddCosmos(configuration).AddKeys(configuration).AddRecords(configuration).BuildServiceProvider();
        var store = services.GetRequiredService<RecordStore>();
        Caller staff = new(AppSystem.Tenant, "benchmark", PersonId: null, new HashSet<Role> { Role.Staff });
        ParallelOptions limit = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, people, limit, async (_, token) =>
        {
            RecordChange<Person, PersonEvent> change = new(
                PeopleDomain.People, RecordKey.OfSubject(AppSystem.Tenant, Guid.NewGuid()), before: null, [.. Events(eventsEach)]);
            if (await store.CommitAsync(PeopleDomain.People, before: null, [change], new CommandContext(staff, "created"), token) is not Commitment.Done)
                throw new InvalidOperationException("A person was not stored.");
        });
    }

    private static IEnumerable<PersonEvent> Events(int count)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        yield return new PersonRegistered { Name = "Ada Lovelace", Email = email, Language = "en" };
        for (var i = 1; i < count; i++) yield return new PersonChanged { Name = $"Ada Lovelace {i}", Email = email, Language = "en" };
    }
}
