using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Results;
using static Serverless.Contracts.Records.RecordApp;

namespace Serverless.Contracts.Records;

public sealed class ContentionTests(RecordApp app) : IClassFixture<RecordApp>
{
    [Fact]
    [Trait("Requirement", "S125")]
    public async Task Who_always_comes_second_is_told_so_in_the_end()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        var attempts = 0;
        var result = await app.Commands.RunAsync(Counter.Declaration, key, Command(), PlanAsync, CancellationToken.None);

        Assert.Equal(StoreErrors.Contended, result.Error);
        Assert.Equal((ErrorKind.Unavailable, new RecordOptions().MaxAttempts), (result.Error!.Kind, attempts));
        Assert.Equal(1 + attempts, (await app.FindAsync(key))!.Version);

        async Task<Result<Plan<Counter>>> PlanAsync()
        {
            attempts++;
            var before = (await app.FindAsync(key))!;
            await app.AddAsync(key, 1);
            return new Plan<Counter>(before, [new RecordChange<Counter, CounterEvent>(Counter.Declaration, key, before, [new Added { Number = 1 }])]);
        }
    }
}
