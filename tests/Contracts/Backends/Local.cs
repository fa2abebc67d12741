using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Backends;

/// <summary>A LocalCosmos that lives in the test process, so that tests can reach behind its wire.</summary>
public abstract class Local(int partitions, string? directory) : Backend
{
    private readonly ShiftedTime _time = new();
    private LocalCosmosAccount? _account;

    public override LocalCosmosAccount Account => _account!;

    public override string Key => LocalCosmosOptions.DefaultKey;

    public override Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { Partitions = partitions, DataDirectory = directory, Time = _time });
        return Task.CompletedTask;
    }

    public override Task PassTimeAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    protected override async Task StopAsync() => await Account.DisposeAsync();
}
