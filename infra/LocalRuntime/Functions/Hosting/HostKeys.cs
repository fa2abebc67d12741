using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>The keys that requests must bring, made once for an app and kept in <c>.local/functions/keys.json</c>.</summary>
internal sealed class HostKeys
{
    private const string FileName = "keys.json";
    private readonly StateFolder _state;
    private readonly KeyFile _keys;
    private readonly Lock _changing = new();

    public HostKeys(StateFolder state)
    {
        _state = state;
        _keys = state.Read<KeyFile>(FileName) ?? new() { MasterKey = NewKey(), HostKeys = { ["default"] = NewKey() } };
    }

    /// <summary>The key of an extension's own endpoints, made when it is first asked for.</summary>
    public string SystemKey(string name)
    {
        lock (_changing)
        {
            if (!_keys.SystemKeys.TryGetValue(name, out var key))
            {
                _keys.SystemKeys[name] = key = NewKey();
                _state.Write(FileName, _keys);
            }
            return key;
        }
    }

    public void AddFunctions(IEnumerable<string> names)
    {
        lock (_changing)
        {
            foreach (var name in names)
                _keys.FunctionKeys.TryAdd(name, new(StringComparer.Ordinal) { ["default"] = NewKey() });
            _state.Write(FileName, _keys);
        }
    }

    public bool Opens(AuthorizationLevel level, string function, string? key)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        if (string.IsNullOrEmpty(key))
            return false;
        lock (_changing)
        {
            IEnumerable<string> keys = level switch
            {
                AuthorizationLevel.Function => [.. _keys.HostKeys.Values, .. _keys.FunctionKeys.GetValueOrDefault(function)?.Values ?? Enumerable.Empty<string>()],
                AuthorizationLevel.System => _keys.SystemKeys.Values,
                _ => [],
            };
            return Same(key, _keys.MasterKey) || keys.Any(one => Same(key, one));
        }
    }

    public bool OpensSystem(string name, string? key) => !string.IsNullOrEmpty(key) && (Same(key, SystemKey(name)) || Same(key, _keys.MasterKey));

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(40)).Replace('+', '-').Replace('/', '_');

    private sealed class KeyFile
    {
        public string MasterKey { get; set; } = "";

        public Dictionary<string, string> HostKeys { get; set; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> SystemKeys { get; set; } = new(StringComparer.Ordinal);

        public Dictionary<string, Dictionary<string, string>> FunctionKeys { get; set; } = new(StringComparer.Ordinal);
    }
}
