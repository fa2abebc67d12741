using System.Collections.Immutable;
using Serverless.LocalRuntime.ServiceBus.Filters;

namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>Reads rules out of the declaration.</summary>
internal static class RuleReader
{
    public static Rule Read(JsonSection section)
    {
        section.AllowOnly("Name", "Properties");
        var properties = section.Section("Properties");
        properties.AllowOnly("FilterType", "SqlFilter", "CorrelationFilter", "Action");
        var (used, unused) = properties.Text("FilterType") switch
        {
            "Sql" => ("SqlFilter", "CorrelationFilter"),
            "Correlation" => ("CorrelationFilter", "SqlFilter"),
            _ => throw properties.Wrong("FilterType", "'Sql' or 'Correlation'"),
        };
        if (properties.Has(unused))
            throw properties.Problem(unused, "does not belong to this FilterType.");
        var filter = properties.Section(used);
        return new(
            section.Text("Name"),
            used == "SqlFilter" ? Sql<Filter>(filter, text => SqlFilter.Parse(text)) : Correlation(filter),
            properties.OptionalSection("Action") is { } action ? Sql(action, text => SqlAction.Parse(text)) : null);
    }

    private static T Sql<T>(JsonSection section, Func<string, T> parse)
    {
        const string expression = "SqlExpression";
        section.AllowOnly(expression);
        try
        {
            return parse(section.Text(expression));
        }
        catch (FilterSyntaxException e)
        {
            throw section.Problem(expression, $"cannot be read: {e.Message}.", e);
        }
    }

    private static CorrelationFilter Correlation(JsonSection section)
    {
        const string label = "Label";
        section.AllowOnly(
            nameof(CorrelationFilter.ContentType), nameof(CorrelationFilter.CorrelationId), label, nameof(CorrelationFilter.MessageId),
            nameof(CorrelationFilter.ReplyTo), nameof(CorrelationFilter.ReplyToSessionId), nameof(CorrelationFilter.SessionId),
            nameof(CorrelationFilter.To), "Properties");
        var filter = new CorrelationFilter
        {
            ContentType = section.OptionalText(nameof(CorrelationFilter.ContentType)),
            CorrelationId = section.OptionalText(nameof(CorrelationFilter.CorrelationId)),
            Subject = section.OptionalText(label),
            MessageId = section.OptionalText(nameof(CorrelationFilter.MessageId)),
            ReplyTo = section.OptionalText(nameof(CorrelationFilter.ReplyTo)),
            ReplyToSessionId = section.OptionalText(nameof(CorrelationFilter.ReplyToSessionId)),
            SessionId = section.OptionalText(nameof(CorrelationFilter.SessionId)),
            To = section.OptionalText(nameof(CorrelationFilter.To)),
            Properties = section.OptionalSection("Properties")?.Values().ToImmutableDictionary() ?? ImmutableDictionary<string, object?>.Empty,
        };
        return filter.IsEmpty ? throw section.Problem("Properties", "is missing, and so is every other condition.") : filter;
    }
}
