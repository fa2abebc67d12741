using Serverless.LocalHost.Settings;

namespace Serverless.LocalHost.Parts;

internal static class AppPart
{
    public const int UsualPort = 7071;

    private const string BusSetting = "ServiceBus";
    private const string KeysSetting = "Keys";
    private const string KeyVaultSetting = "KeyVault";

    /// <summary>The app's own process serves it, wherever it seems to point.</summary>
    private const string BusConnection =
        "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    /// <param name="connections">Of what the run starts for it, by setting.</param>
    /// <param name="wishes">Settings of whoever uses it, by setting.</param>
    public static Part Of(AppFolder folder, DataFolder data, int port, IReadOnlyDictionary<string, string> connections, IReadOnlyDictionary<string, string> wishes) => new(
        "the app",
        "app",
        Part.DotNet,
        ["exec", Part.Beside("Serverless.Functions.dll"), "--script-root", folder.Path, "--state", data.Path, "--port", $"{port}"],
        new($"http://127.0.0.1:{port}/admin/host/ping"))
    {
        Settings = SettingsOf(folder, data, connections, wishes),
        // Its host gives triggers this long to finish what they are at.
        Patience = TimeSpan.FromSeconds(40),
        IsWorthShowing = AppLog.IsWorthShowing,
    };

    private static Dictionary<string, string> SettingsOf(
        AppFolder folder, DataFolder data, IReadOnlyDictionary<string, string> connections, IReadOnlyDictionary<string, string> wishes)
    {
        var settings = new Dictionary<string, string>(connections, StringComparer.Ordinal)
        {
            // The host plays the platform's authentication.
            ["WEBSITE_AUTH_ENABLED"] = bool.TrueString,
            ["LOCAL_AUTH_KEY"] = data.TokenKey,
            // Nothing here is an Azure machine, so the SDK need not wait for the address that would tell it so.
            ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
        };
        if (!folder.Gives(BusSetting))
            settings[BusSetting] = BusConnection;
        if (!folder.Gives(KeysSetting) && !folder.Gives(KeyVaultSetting))
            settings[$"{KeysSetting}__folder"] = data.Keys;
        foreach (var (name, value) in wishes.Where(wish => !folder.Gives(wish.Key.Split("__")[0])))
            settings[name] = value;
        return settings;
    }
}
