using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>
/// The name under which a function holds leases. It stays the same over restarts, so that after a crash the next process goes on at once
/// instead of waiting until the leases of the dead one expire. Of several hosts in one folder, only the first may use it.
/// </summary>
internal sealed class CosmosInstance(string function, StateFolder state) : IDisposable
{
    private readonly string _file = $"cosmos/{function}.json";
    private IDisposable? _owned;
    private string? _name;

    public string Name => _name ??= Choose();

    public void Dispose() => _owned?.Dispose();

    private string Choose()
    {
        var fresh = new Kept(Guid.NewGuid().ToString());
        _owned = state.TryOwn(_file + ".owner");
        if (_owned is null)
            return fresh.Name;
        if (state.Read<Kept>(_file) is { } kept)
            return kept.Name;
        state.Write(_file, fresh);
        return fresh.Name;
    }

    private sealed record Kept(string Name);
}
