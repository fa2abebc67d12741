using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>An address with its parameters.</summary>
/// <param name="Path">As OpenAPI writes it: constraints left out.</param>
internal sealed record ApiRoute(string Path, IReadOnlyList<RouteParameter> Parameters)
{
    private static readonly Dictionary<string, Type> Constrained = new()
    {
        ["guid"] = typeof(Guid),
        ["int"] = typeof(int),
        ["long"] = typeof(long),
        ["bool"] = typeof(bool),
    };

    public static ApiRoute Of(MethodInfo function, string prefix, string template)
    {
        var pattern = RoutePatternFactory.Parse($"{prefix}/{template}");
        return new(
            "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Written)))),
            [.. pattern.Parameters.Select(parameter => new RouteParameter(parameter.Name, TypeOf(parameter, function)))]);
    }

    private static string Written(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"Route parts of kind {part.PartKind} are unknown."),
    };

    /// <summary>What its constraint lets through, else what the function binds it to.</summary>
    private static Type TypeOf(RoutePatternParameterPart parameter, MethodInfo function) =>
        parameter.ParameterPolicies.Select(policy => Constrained.GetValueOrDefault(policy.Content ?? "")).FirstOrDefault(type => type is not null)
        ?? function.GetParameters().FirstOrDefault(argument => argument.Name == parameter.Name)?.ParameterType
        ?? typeof(string);
}

internal sealed record RouteParameter(string Name, Type Type);
