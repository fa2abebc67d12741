using Serverless.LocalHost.Parts;
using Serverless.LocalHost.Ports;
using Serverless.LocalHost.Settings;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Running;

/// <summary>What a run starts, and where. What the settings already give the app is not started.</summary>
internal sealed record Plan(Part App, Part? Cosmos, Part? Blobs)
{
    private const string InstalledAzurite = "azurite";

    /// <exception cref="Refusal">A port is in use.</exception>
    public static Plan Make(RunOptions options, AppFolder folder, DataFolder data)
    {
        var appPort = PortChoice.Settle(options.Port ?? folder.Port ?? AppPart.UsualPort, "the app", PortOption.App);
        var connections = new Dictionary<string, string>(StringComparer.Ordinal);
        Part? cosmos = null, blobs = null;
        if (!folder.Gives(CosmosPart.Setting))
        {
            var port = PortChoice.Settle(options.CosmosPort, "LocalCosmos", PortOption.Cosmos);
            cosmos = CosmosPart.Of(data, port);
            connections[CosmosPart.Setting] = CosmosPart.ConnectionString(port);
        }
        if (!folder.Gives(BlobPart.Setting))
        {
            var port = PortChoice.Settle(options.BlobPort, "blobs", PortOption.Blobs);
            blobs = BlobPart.Of(data, Path.Combine(folder.Path, DataFolder.Usual, InstalledAzurite), port);
            connections[BlobPart.Setting] = BlobPart.ConnectionString(port);
        }
        var plan = new Plan(AppPart.Of(folder, data, appPort, connections, options.Settings), cosmos, blobs);
        plan.RefuseSharedPorts();
        return plan;
    }

    /// <summary>In the order in which they are stopped: the app needs the others to its end.</summary>
    public IEnumerable<Part> Parts => new[] { App, Cosmos, Blobs }.OfType<Part>();

    /// <summary>Where the app serves.</summary>
    public Uri Address => new($"http://127.0.0.1:{App.Asked.Port}");

    private void RefuseSharedPorts()
    {
        if (Parts.GroupBy(part => part.Asked.Port).FirstOrDefault(same => same.Skip(1).Any()) is { } same)
            throw new Refusal($"{string.Join(" and ", same.Select(part => part.Name))} are both given port {same.Key}: choose others with {PortOption.App}, {PortOption.Cosmos} and {PortOption.Blobs}.");
    }
}
