using Serverless.Acceptance.Running;

namespace Serverless.Acceptance.Writing;

/// <summary>The app on a folder and a store that outlive its process, which may be killed and started again at any time.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly string _store;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly List<AppProcess> _apps = [];
    private readonly Site? _owner;
    private TaskCompletionSource<AppProcess> _app = NotYet();

    private Site(string store, IReadOnlyDictionary<string, string?> settings) => (_folder, _store, _settings) =
        (AppProcess.MakeFolder(), store, new Dictionary<string, string?>(settings, StringComparer.Ordinal) { ["Cosmos__patience"] = Patience.ToString() });

    private Site(Site owner, string tenant) => (_owner, _folder, _store, _settings, _app, Tenant) = (owner, owner._folder, owner._store, owner._settings, owner._app, tenant);

    public string Tenant { get; } = "acme";

    /// <summary>The app, once it runs.</summary>
    public Task<AppProcess> App => _app.Task;

    public string Keys => Path.Combine(_folder, ".local", "keys");

    public string Folder => _folder;

    /// <summary>How often the app was started.</summary>
    public int Starts => _apps.Count;

    /// <summary>Of all processes.</summary>
    public string Output => string.Join('\n', _apps.Select(app => app.Output));

    /// <param name="store">Its connection string.</param>
    /// <param name="settings">Added to the usual ones.</param>
    public static async Task<Site> OpenAsync(string store, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var site = new Site(store, settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        await site.StartAppAsync();
        return site;
    }

    public async Task StartAppAsync()
    {
        var app = await AppProcess.StartAsync(_folder, _store, _settings);
        _apps.Add(app);
        _app.SetResult(app);
    }

    public async Task KillAppAsync()
    {
        var app = await App;
        // First, so that nobody who is cut off takes the killed one for the next.
        _app = NotYet();
        await app.KillAsync();
    }

    /// <summary>The same app, for those of another tenant.</summary>
    public Site Of(string tenant) => new(this, tenant);

    public Task<Client> ClientAsync(params string[] roles) => ClientOfAsync(personId: null, roles);

    public async Task<Client> ClientOfAsync(Guid? personId, params string[] roles) => new(this, await TokenAsync(personId, roles));

    public async Task<string> TokenAsync(Guid? personId, params string[] roles) => await (await App).TokenAsync(Tenant, personId, roles);

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null) return;
        foreach (var app in _apps) await app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static TaskCompletionSource<AppProcess> NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
