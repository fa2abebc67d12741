using System.Net;
using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.App;

/// <summary>
/// The requests that commands make, made by the SDK alone: documents as the app stores them, in containers that are indexed
/// like the app's, and nothing decided, sealed or checked.
/// </summary>
internal sealed class BareSdk(Samples samples, Container people, Container applications, Container programmes, Container keys)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };
    private static readonly TransactionalBatchItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    /// <summary>In a database of its own, because what is stored there is nobody's: the app could not open it.</summary>
    public static async Task<BareSdk> CreateAsync(AppSystem system, Samples samples)
    {
        Database database = await system.Client.CreateDatabaseAsync("bare");
        BareSdk bare = new(samples, await LikeAsync("people"), await LikeAsync("applications"), await LikeAsync("programmes"), await LikeAsync("keys"));
        using var programme = samples.PublishedProgramme.Stream();
        Ensure(await bare.Programmes.CreateItemStreamAsync(programme, Samples.Of(samples.Programme)));
        return bare;

        async Task<Container> LikeAsync(string name)
        {
            ContainerProperties of = await system.Database.GetContainer(name).ReadContainerAsync();
            return await database.CreateContainerAsync(new ContainerProperties(name, of.PartitionKeyPaths)
            {
                IndexingPolicy = of.IndexingPolicy,
                DefaultTimeToLive = of.DefaultTimeToLive,
            });
        }
    }

    private Container Programmes => programmes;

    /// <summary>Looks for a key, creates it, reserves the address, and stores the person: four requests.</summary>
    public async Task RegisterAsync()
    {
        var person = Guid.NewGuid().ToString();
        using (var none = await keys.ReadItemStreamAsync(samples.Key.Id, Samples.Of(person)))
        {
            if (none.StatusCode != HttpStatusCode.NotFound) throw new InvalidOperationException("There is a key already.");
        }

        using (var key = samples.Key.With(samples.PersonId, person).Stream())
            Ensure(await keys.CreateItemStreamAsync(key, Samples.Of(person), WithoutContent));
        var reserved = $"email:{Guid.NewGuid():N}";
        using (var reservation = samples.Reservation.With(samples.Reserved, reserved).With(samples.PersonId, person).Stream())
            Ensure(await people.CreateItemStreamAsync(reservation, Samples.Of(reserved), WithoutContent));
        await StorePersonAsync(person);
    }

    /// <summary>The batch alone.</summary>
    public async Task<string> StorePersonAsync(string? id = null)
    {
        var person = id ?? Guid.NewGuid().ToString();
        await CreateAsync(people, person, samples.Person.With(samples.PersonId, person), samples.Registered.With(samples.PersonId, person).Anew());
        return person;
    }

    /// <summary>Reads the person and the programme, and stores the draft: three requests.</summary>
    public async Task DraftAsync(string person)
    {
        await ReadAsync(person);
        Ensure(await programmes.ReadItemStreamAsync(samples.Programme, Samples.Of(samples.Programme)));
        await StoreDraftAsync(person);
    }

    /// <summary>The batch alone.</summary>
    public Task StoreDraftAsync(string person)
    {
        var id = Guid.NewGuid().ToString();
        return CreateAsync(
            applications,
            person,
            samples.Application.With(samples.PersonId, person).As(id),
            samples.Drafted.With(samples.PersonId, person).With(samples.Application.Id, id).Anew());
    }

    /// <summary>Reads the person and stores a change: two requests.</summary>
    public async Task ChangeAsync(string person)
    {
        string version;
        using (var found = await people.ReadItemStreamAsync(person, Samples.Of(person))) version = Ensure(found).Headers.ETag;
        using var state = samples.ChangedPerson.With(samples.PersonId, person).Stream();
        using var fact = samples.Changed.With(samples.PersonId, person).Anew().Stream();
        using var answer = await people.CreateTransactionalBatch(Samples.Of(person))
            .ReplaceItemStream(person, state, new() { IfMatchEtag = version, EnableContentResponseOnWrite = false })
            .CreateItemStream(fact, Quiet)
            .ExecuteAsync();
        Ensure(answer);
    }

    public async Task ReadAsync(string person)
    {
        using var found = await people.ReadItemStreamAsync(person, Samples.Of(person));
        Ensure(found);
    }

    private static async Task CreateAsync(Container container, string subject, StoredDocument state, StoredDocument fact)
    {
        using var first = state.Stream();
        using var second = fact.Stream();
        using var answer = await container.CreateTransactionalBatch(Samples.Of(subject))
            .CreateItemStream(first, Quiet).CreateItemStream(second, Quiet).ExecuteAsync();
        Ensure(answer);
    }

    private static ResponseMessage Ensure(ResponseMessage answer) => answer.EnsureSuccessStatusCode();

    private static void Ensure(TransactionalBatchResponse answer)
    {
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The batch was refused: {answer.StatusCode} {answer.ErrorMessage}");
    }
}
