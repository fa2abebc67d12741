using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>What an app with Service Bus functions has in its folder.</summary>
public static class BusFolder
{
    private const string Connection = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    public static AppFolder Create(params string[] functions)
    {
        var folder = new AppFolder([.. functions, "Send"]);
        folder.Values["Bus"] = Connection;
        folder.Values["ParcelQueue"] = "parcels";
        folder.HostJson["extensions"] = new JsonObject { ["serviceBus"] = new JsonObject { ["sessionIdleTimeout"] = "00:00:00.200" } };
        folder.Save();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "sample.servicebus.json"), Path.Combine(folder.Path, "servicebus.json"));
        return folder;
    }
}
