using Serverless.LocalCosmos.Sql.Functions.Spatial;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on GeoJSON in longitude and latitude. What is no valid geometry makes them undefined.</summary>
internal static class SpatialFunctions
{
    public static IEnumerable<Function> All =>
    [
        OfTwo("ST_DISTANCE", (a, b) => Value.Of(Relations.Distance(a, b))) with { IsDistance = true },
        OfTwo("ST_WITHIN", (a, b) => Value.Of(Relations.Within(a, b))),
        OfTwo("ST_INTERSECTS", (a, b) => Value.Of(Relations.Intersects(a, b))),
        Function.Of("ST_AREA", value => Parse(value) is { } geometry ? Value.Of(geometry.Area) : Value.Undefined),
        Function.Of("ST_ISVALID", value => Value.Of(GeoJson.TryRead(value, out _, out _))),
        Function.Of("ST_ISVALIDDETAILED", Detail),
    ];

    private static Function OfTwo(string name, Func<Geometry, Geometry, Value> body) =>
        Function.Of(name, (left, right) => Apply(body, Parse(left), Parse(right))) with
        {
            Prepare = known =>
            {
                var (left, right) = (Parse(known[0]), Parse(known[1]));
                return a => Apply(body, left ?? Parse(a[0]), right ?? Parse(a[1]));
            },
        };

    private static Value Apply(Func<Geometry, Geometry, Value> body, Geometry? left, Geometry? right) =>
        left is not null && right is not null ? body(left, right) : Value.Undefined;

    private static Geometry? Parse(Value value) => GeoJson.TryRead(value, out var geometry, out _) ? geometry : null;

    private static Value Detail(Value value) => GeoJson.TryRead(value, out _, out var reason)
        ? Value.Of([new KeyValuePair<string, Value>("valid", Value.True)])
        : Value.Of([new("valid", Value.False), new KeyValuePair<string, Value>("reason", Value.Of(reason))]);
}
