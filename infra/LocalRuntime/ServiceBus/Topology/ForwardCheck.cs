namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>Whatever is forwarded, dead letters included, must arrive somewhere and must not come back.</summary>
internal sealed class ForwardCheck
{
    private readonly Dictionary<string, IReadOnlyList<ReceivingSettings>> _receiving = new(StringComparer.OrdinalIgnoreCase);

    private ForwardCheck(BusTopology topology)
    {
        foreach (var queue in topology.Queues)
            _receiving.Add(queue.Name, [queue]);
        foreach (var topic in topology.Topics)
            _receiving.Add(topic.Name, topic.Subscriptions);
    }

    /// <param name="topology">What the sections say, in the same order.</param>
    public static void Run(BusTopology topology, IReadOnlyList<JsonSection> queues, IReadOnlyList<JsonSection> topics)
    {
        var check = new ForwardCheck(topology);
        foreach (var (queue, section) in topology.Queues.Zip(queues))
            check.Forwards(queue, queue.Name, section);
        foreach (var (topic, section) in topology.Topics.Zip(topics))
        {
            foreach (var (subscription, inner) in topic.Subscriptions.Zip(section.Sections(nameof(topic.Subscriptions))))
                check.Forwards(subscription, topic.Name, inner);
        }
    }

    private void Forwards(ReceivingSettings from, string start, JsonSection section)
    {
        Forward(from.ForwardTo, nameof(from.ForwardTo), start, section);
        Forward(from.ForwardDeadLetteredMessagesTo, nameof(from.ForwardDeadLetteredMessagesTo), start, section);
    }

    private void Forward(string? target, string property, string start, JsonSection section)
    {
        if (target is null)
            return;
        if (!_receiving.ContainsKey(target))
            throw section.Section("Properties").Problem(property, $"names '{target}', and there is no such queue or topic.");
        if (Circle(start, [target], new(StringComparer.OrdinalIgnoreCase)) is { } way)
            throw section.Section("Properties").Problem(property, $"forwards in a circle: {string.Join(" -> ", way.Prepend(start))}.");
    }

    /// <returns>The names on the way back to the start; null when there is none.</returns>
    private List<string>? Circle(string start, List<string> way, HashSet<string> visited)
    {
        if (way[^1].Equals(start, StringComparison.OrdinalIgnoreCase))
            return way;
        return visited.Add(way[^1])
            ? Targets(way[^1]).Select(next => Circle(start, [.. way, next], visited)).FirstOrDefault(found => found is not null)
            : null;
    }

    private IEnumerable<string> Targets(string name) => _receiving.GetValueOrDefault(name, [])
        .SelectMany(from => new[] { from.ForwardTo, from.ForwardDeadLetteredMessagesTo })
        .OfType<string>();
}
