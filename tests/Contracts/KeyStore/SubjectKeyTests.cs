using Serverless.Cloud.Keys;
using Serverless.Kernel.Sealing;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>One key for each subject, for ever, whoever asks and however often.</summary>
public sealed class SubjectKeyTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_new_subject_costs_a_look_and_a_write_and_a_known_one_nothing()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        var made = await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        Assert.Equal(new() { [RequestKind.ReadItem] = 1, [RequestKind.CreateItem] = 1 }, _world.TakeItemRequests().ToDictionary());

        Assert.Same(made, await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
        Assert.Same(made, await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        Assert.Empty(_world.TakeItemRequests());
    }

    [Fact]
    public async Task Another_process_reads_the_same_key_once()
    {
        var subject = _world.NewSubject();
        var made = await _world.Process().Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        _world.TakeItemRequests();

        var other = _world.Process();
        AssertSame(made, await other.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        AssertSame(made, await other.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
        Assert.Equal(new() { [RequestKind.ReadItem] = 1 }, _world.TakeItemRequests().ToDictionary());
    }

    [Fact]
    [Trait("Requirement", "S94")]
    public async Task Twenty_processes_that_create_at_once_agree_on_one_key()
    {
        var subject = _world.NewSubject();
        var processes = Enumerable.Range(0, 20).Select(_ => _world.Process()).ToList();
        var keys = await Task.WhenAll(processes.Select(process => Task.Run(() => process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default))));
        Assert.All(keys, key => AssertSame(keys[0], key));
        AssertSame(keys[0], await _world.Process().Subjects.FindAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Twenty_callers_in_one_process_share_one_load()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run<SubjectKey?>(async () => i % 4 == 0
            ? await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default)
            : await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default))));
        Assert.Single(keys.OfType<SubjectKey>().Distinct());
        Assert.Equal(1, _world.TakeItemRequests()[RequestKind.CreateItem]);
    }

    [Fact]
    public async Task A_subject_without_a_key_is_not_remembered_as_one()
    {
        var (process, other, subject) = (_world.Process(), _world.Process(), _world.NewSubject());
        Assert.Null(await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        var made = await other.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        AssertSame(made, await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_key_from_the_others()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (process, subject) = (_world.Process(new Gated(new FileKeyWrapping(_world.KeyFolder, _world.Time), gate.Task)), _world.NewSubject());
        using var patience = new CancellationTokenSource();
        var impatient = process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, patience.Token);
        var patient = process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        var made = await patient;
        Assert.Equal(1, _world.TakeItemRequests()[RequestKind.CreateItem]);
        AssertSame(made, await _world.Process().Subjects.FindAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Many_keys_come_in_few_requests_and_are_then_known()
    {
        var (maker, reader) = (_world.Process(), _world.Process());
        var subjects = Enumerable.Range(0, 250).Select(_ => _world.NewSubject()).ToList();
        var made = new Dictionary<string, SubjectKey>();
        foreach (var subject in subjects) made[subject] = await maker.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await maker.Subjects.DestroyAsync(KeyWorld.Tenant, subjects[0], default);
        _world.TakeItemRequests();

        var found = await reader.Subjects.FindManyAsync(KeyWorld.Tenant, [.. subjects, _world.NewSubject()], default);
        Assert.Equal(subjects.Skip(1).Order(), found.Keys.Order());
        Assert.All(found, pair => AssertSame(made[pair.Key], pair.Value));
        var requests = _world.TakeItemRequests();
        Assert.InRange(requests.Values.Sum(), 1, 5);

        await reader.Subjects.FindManyAsync(KeyWorld.Tenant, subjects, default);
        Assert.Same(found[subjects[1]], await reader.Subjects.FindAsync(KeyWorld.Tenant, subjects[1], default));
        Assert.Empty(_world.TakeItemRequests());
    }

    [Fact]
    public async Task No_more_keys_are_kept_than_the_options_say()
    {
        var process = _world.Process(options: new() { CacheSize = 3 });
        var subjects = Enumerable.Range(0, 4).Select(_ => _world.NewSubject()).ToList();
        foreach (var subject in subjects) await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        _world.TakeItemRequests();

        foreach (var subject in subjects.Skip(1)) await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default);
        Assert.Empty(_world.TakeItemRequests());
        await process.Subjects.FindAsync(KeyWorld.Tenant, subjects[0], default);
        Assert.Equal(1, _world.TakeItemRequests()[RequestKind.ReadItem]);
    }

    internal static void AssertSame(SubjectKey expected, SubjectKey? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.Export(), actual.Export());
    }

    /// <summary>Wraps when it may.</summary>
    private sealed class Gated(IKeyWrapping inner, Task gate) : IKeyWrapping
    {
        public async Task<WrappedKey> WrapAsync(KeyPlace place, ReadOnlyMemory<byte> material, CancellationToken cancellation)
        {
            await gate;
            return await inner.WrapAsync(place, material, cancellation);
        }

        public Task<byte[]> UnwrapAsync(KeyPlace place, WrappedKey wrapped, CancellationToken cancellation) => inner.UnwrapAsync(place, wrapped, cancellation);
    }
}
