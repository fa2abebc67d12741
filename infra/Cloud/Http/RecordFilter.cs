using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Filters of a list, as the address gives them.</summary>
public static class RecordFilter
{
    /// <summary>The query narrowed by those of the fields that the address gives a value; only that of an enumeration, or a UUID, can be one.</summary>
    public static Result<RecordQuery> Read(HttpRequest request, Domain domain, RecordQuery query, params ReadOnlySpan<string> fields)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(query);
        var where = new Dictionary<string, string>(query.Where, StringComparer.Ordinal);
        var violations = new List<Violation>();
        foreach (var name in fields)
        {
            if (request.Query[name].ToString() is not { Length: > 0 } value) continue;
            // Who may narrow a list by a field learns what it holds.
            var field = domain.Schema.Find(name) is { Feature: null } found ? found : throw new ArgumentException($"{domain.RecordType} has no field '{name}' that is always there.", nameof(fields));
            if (Violation(field, value) is { } violation) violations.Add(violation);
            where[name] = value;
        }

        return violations.Count > 0
            ? new Error(ErrorKind.Invalid, "invalid-filter", "The list cannot be narrowed by this.") { Fields = violations }
            : query with { Where = where };
    }

    private static Violation? Violation(FieldSchema field, string value) => field.Value.Kind switch
    {
        ValueKind.Enumeration when !field.Value.Names.Contains(value, StringComparer.Ordinal) => new($"/{field.Name}", $"is not one of {string.Join(", ", field.Value.Names)}"),
        ValueKind.Uuid when !Guid.TryParseExact(value, "D", out _) => new($"/{field.Name}", "is not a UUID"),
        _ => null,
    };
}
