using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Sealing;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>A subject has one key, whatever goes wrong while it is made.</summary>
public sealed class KeyFaultTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData(FaultAction.DropAnswer, RequestKind.CreateItem)]
    [InlineData(FaultAction.DropRequest, RequestKind.CreateItem)]
    [InlineData(FaultAction.ServiceUnavailable, RequestKind.CreateItem)]
    [InlineData(FaultAction.RequestTimeout, RequestKind.CreateItem)]
    [InlineData(FaultAction.TooManyRequests, RequestKind.CreateItem)]
    [InlineData(FaultAction.ServiceUnavailable, RequestKind.ReadItem)]
    [InlineData(FaultAction.RequestTimeout, RequestKind.ReadItem)]
    public async Task What_was_handed_out_is_what_is_stored(FaultAction action, RequestKind operation)
    {
        for (var count = 1; count <= 3; count++)
        {
            var (process, subject) = (_world.Process(), _world.NewSubject());
            var fault = _world.Account.Faults.Add(new() { Action = action, Operation = operation, Container = "keys", Count = count, RetryAfter = TimeSpan.FromMilliseconds(1) });
            var first = await TryAsync(() => process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
            _world.Account.Faults.Remove(fault);

            var again = await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
            if (first is not null) SubjectKeyTests.AssertSame(first, again);
            SubjectKeyTests.AssertSame(again, await _world.Process().Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        }
    }

    [Fact]
    public async Task A_failed_load_fails_those_who_waited_and_not_the_next_one()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        var fault = _world.Account.Faults.Add(new() { Action = FaultAction.RequestTimeout, Container = "keys" });
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TryAsync(() => process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default)))),
            Assert.Null);
        _world.Account.Faults.Remove(fault);
        Assert.NotNull(await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
    }

    private static async Task<SubjectKey?> TryAsync(Func<Task<SubjectKey>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is CosmosException or HttpRequestException)
        {
            return null;
        }
    }
}
