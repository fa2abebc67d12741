using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Kernel.Access;

namespace Serverless.Benchmarks.App;

/// <summary>Stores completed enrolments as the app does, with its own record store, and without HTTP in between.</summary>
internal static class EnrolmentLoading
{
    private const int AtOnce = 32;
    private const int Attended = 10;

    /// <returns>Bytes of a record with its events, as JSON.</returns>
    public static async Task<double> LoadAsync(AppSystem system, int people, int enrolmentsEach, CancellationToken cancellation)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(system.Settings.Select(setting =>
            KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value))).Build();
        await using var services = new ServiceCollection()
            .AddLogging().AddCosmos(configuration).AddKeys(configuration).AddRecords(configuration).BuildServiceProvider();
        var store = services.GetRequiredService<RecordStore>();
        Caller staff = new(AppSystem.Tenant, "benchmark", PersonId: null, new HashSet<Role> { Role.Staff });
        ParallelOptions limit = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        var last = "";
        await Parallel.ForAsync(0, people, limit, async (_, token) =>
        {
            var person = Guid.NewGuid();
            for (var i = 0; i < enrolmentsEach; i++)
            {
                var programme = Guid.NewGuid();
                RecordKey key = new(AppSystem.Tenant, $"{person}", Enrolment.IdOf(person, programme));
                RecordChange<Enrolment, EnrolmentEvent> change = new(EnrolmentsDomain.Enrolments, key, before: null, [.. Life(programme)]);
                if (await store.CommitAsync(EnrolmentsDomain.Enrolments, before: null, [change], new CommandContext(staff, "created"), token) is not Commitment.Done)
                    throw new InvalidOperationException("An enrolment was not stored.");
            }

            Volatile.Write(ref last, $"{person}");
        });
        return await BytesAsync(system.Database.GetContainer(EnrolmentsDomain.Enrolments.Container), last, cancellation) / (double)enrolmentsEach;
    }

    private static IEnumerable<EnrolmentEvent> Life(Guid programme)
    {
        yield return new EnrolmentStarted { ProgrammeId = programme, ApplicationId = Guid.NewGuid() };
        for (var i = 0; i < Attended; i++) yield return new EnrolmentAttendanceRecorded { ProgrammeId = programme, SessionId = Guid.NewGuid(), IsAttended = true, Version = 1 };
        yield return new EnrolmentCompleted { ProgrammeId = programme, CompletedOn = new DateOnly(2026, 3, 1) };
    }

    private static async Task<long> BytesAsync(Container container, string person, CancellationToken cancellation)
    {
        var bytes = 0L;
        await foreach (var document in new PlatformDocuments(container).QueryAsync<JsonObject>(new QueryDefinition("SELECT * FROM c"), Partitions.Of(AppSystem.Tenant, person), AtOnce, cancellation))
        {
            foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
            bytes += Encoding.UTF8.GetByteCount(document.ToJsonString());
        }

        return bytes;
    }
}
