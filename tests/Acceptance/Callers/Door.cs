using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Serverless.Cloud.Identity;

namespace Serverless.Acceptance.Callers;

/// <summary>One method at one address of the app, and what the approved table says of it.</summary>
/// <param name="Key">The row's first column.</param>
/// <param name="Who">The row's second column.</param>
public sealed record Door(string Key, HttpMethod Method, RoutePattern Route, string Who)
{
    /// <summary>Found by reflection, so that a new function is walked to without a change here.</summary>
    public static readonly IReadOnlyList<HttpFunction> Functions = HttpFunction.In(Assembly.Load("Serverless.Functions").GetTypes());

    public static IEnumerable<string> Keys => Functions.SelectMany(Methods).Order(StringComparer.Ordinal);

    public static string Approved => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Callers", "WhoMayCall.approved.txt"));

    public bool IsForAnyone => Who.StartsWith("anyone:", StringComparison.Ordinal);

    public bool HasPerson => Route.GetParameter("personId") is not null;

    public bool HasIds => Route.Parameters.Count > 0;

    public static Door At(string key)
    {
        var row = Approved.Split('\n').Select(line => line.Split(" | ")).FirstOrDefault(columns => columns[0] == key)
            ?? throw new InvalidOperationException($"The approved table has no row for {key}.");
        var words = key.Split(' ');
        return new(key, new(words[1]), RoutePatternFactory.Parse(words[0]), row[1]);
    }

    /// <summary>The table as the app's functions would have it.</summary>
    public static string Received()
    {
        var rows =
            from function in Functions
            from key in Methods(function)
            orderby key
            let limit = function.OwnLimit is { } own ? $"{own} per minute" : "usual limit"
            select $"{key} | {Describe(function.Admission)} | {limit}\n";
        return string.Concat(rows);
    }

    public bool Admits(string role) => IsForAnyone || Who.Split(", ").Contains(role, StringComparer.Ordinal);

    public HttpRequestMessage Request(string person) => Request(name => name == "personId" ? person : null);

    /// <param name="values">Of the address's parameters by name; what it does not give is an id of nobody.</param>
    public HttpRequestMessage Request(Func<string, string?> values) => new(Method, new Uri(Address(values), UriKind.Relative))
    {
        Content = Method == HttpMethod.Get || Method == HttpMethod.Delete ? null : System.Net.Http.Json.JsonContent.Create(new { }),
    };

    private static IEnumerable<string> Methods(HttpFunction function) => function.Methods.DefaultIfEmpty("GET").Select(method => $"/api/{function.Route} {method}");

    private static string Describe(Admission admission) => admission switch
    {
        { IsAnyone: true } => $"anyone: {admission.WhyAnyone}",
        { IsNobody: true } => "nobody",
        _ => string.Join(", ", admission.Roles.Order().Select(role => role.ToString().ToLowerInvariant())),
    };

    private string Address(Func<string, string?> values) => "/" + string.Join('/', Route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => values(parameter.Name) ?? Guid.NewGuid().ToString(),
        _ => throw new InvalidOperationException($"Route parts of kind {part.PartKind} are unknown."),
    }))));
}
