using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>Where a function answers; no methods are all methods.</summary>
internal sealed record HttpRoute(BoundFunction Function, AuthorizationLevel Level, RoutePattern Pattern, string[] Methods)
{
    /// <summary>Two routes that differ in the names of their parameters only match the same requests.</summary>
    public string Shape { get; } = string.Join('/', Pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        _ => throw new InvalidOperationException($"Route parts of kind {part.PartKind} are unknown."),
    }))));

    public bool Conflicts(HttpRoute other) =>
        Shape == other.Shape && (Methods.Length == 0 || other.Methods.Length == 0 || Methods.Intersect(other.Methods, StringComparer.Ordinal).Any());
}

internal sealed class HttpRoutes
{
    private readonly List<HttpRoute> _routes = [];

    public IReadOnlyList<HttpRoute> All => _routes;

    public void Add(HttpRoute route) => _routes.Add(route);

    public HttpRoute? Find(HttpRoute route) => _routes.Find(route.Conflicts);
}
