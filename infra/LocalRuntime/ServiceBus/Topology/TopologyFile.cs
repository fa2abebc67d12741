using System.Text.RegularExpressions;

namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>
/// The file in which an app declares its entities, in the form of the Config.json of Microsoft's emulator, which runs with
/// the same file. Ranges, and the defaults of what is left out, are those of the service.
/// </summary>
internal static partial class TopologyFile
{
    public const string UsualName = "servicebus.json";

    /// <summary>The one namespace that the emulator knows.</summary>
    private const string NamespaceName = "sbemulatorns";

    private const int MaxPathLength = 260;
    private const int MaxNameLength = 50;

    /// <exception cref="TopologyException"/>
    public static BusTopology Read(string path)
    {
        var file = Path.GetFileName(path);
        return File.Exists(path) ? Parse(file, File.ReadAllText(path)) : throw new TopologyException(file, null, $"is not in {Path.GetDirectoryName(path)}.");
    }

    /// <exception cref="TopologyException"/>
    public static BusTopology Parse(string file, string text)
    {
        var root = JsonSection.Parse(file, text);
        root.AllowOnly("UserConfig", "$schema");
        var user = root.Section("UserConfig");
        user.AllowOnly("Namespaces", "Logging");
        CheckLogging(user);
        if (user.Sections("Namespaces") is not [var space])
            throw user.Wrong("Namespaces", "a list of one namespace");

        space.AllowOnly("Name", "Queues", "Topics");
        if (space.Text("Name") != NamespaceName)
            throw space.Wrong("Name", $"'{NamespaceName}', the one that the emulator knows");
        var queues = space.Sections("Queues");
        var topics = space.Sections("Topics");
        CheckNames([.. queues, .. topics], MaxPathLength);
        var topology = new BusTopology([.. queues.Select(EntityReader.Queue)], [.. topics.Select(Topic)]);
        ForwardCheck.Run(topology, queues, topics);
        return topology;
    }

    private static void CheckLogging(JsonSection user)
    {
        if (user.OptionalSection("Logging") is not { } logging)
            return;
        logging.AllowOnly("Type");
        if (logging.Text("Type").Split(',').Except(["File", "Console"], StringComparer.Ordinal).Any())
            throw logging.Wrong("Type", "'File', 'Console' or both with a comma");
    }

    private static TopicSettings Topic(JsonSection topic)
    {
        var subscriptions = topic.Sections("Subscriptions");
        CheckNames(subscriptions, MaxNameLength);
        foreach (var subscription in subscriptions)
            CheckNames(subscription.Sections("Rules"), MaxNameLength);
        return EntityReader.Topic(topic, subscriptions);
    }

    private static void CheckNames(IReadOnlyList<JsonSection> entities, int longest)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entity in entities)
        {
            var name = entity.Text("Name");
            if (name.Length > longest)
                throw entity.Wrong("Name", $"at most {longest} characters long");
            if (name != Rule.DefaultName && !Name().IsMatch(name))
                throw entity.Wrong("Name", "of letters, digits, '-', '_', '.' and '/', with a letter or a digit at both ends");
            if (!names.Add(name))
                throw entity.Problem("Name", $"'{name}' is given twice.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([\w\-./]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
