using System.Diagnostics.CodeAnalysis;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>Reads a geometry and says what is wrong with it. Altitudes are ignored, and so is the crossing of a polygon with itself.</summary>
internal sealed class GeoJson
{
    private const string NoGeometry = "Unable to process the geometry.";
    private const string NoPositions = "Position array cannot be empty.";
    private const string NoPosition = "Invalid position. A position must be represented by an array of numbers. There must be at least two elements in the array.";

    private readonly List<Vector> _points = [];
    private readonly List<IReadOnlyList<Vector>> _lines = [];
    private readonly List<Polygon> _polygons = [];

    private GeoJson()
    {
    }

    public static bool TryRead(in Value value, [NotNullWhen(true)] out Geometry? geometry, [NotNullWhen(false)] out string? reason)
    {
        var reader = new GeoJson();
        reason = reader.Read(value);
        geometry = reason is null ? new Geometry(reader._points, reader._lines, reader._polygons) : null;
        return reason is null;
    }

    private string? Read(in Value value)
    {
        var type = value["type"];
        var coordinates = value["coordinates"];
        if (type.Kind != ValueKind.String || coordinates.Kind != ValueKind.Array) return NoGeometry;
        return type.AsString switch
        {
            "Point" => ReadPoint(coordinates),
            "LineString" => ReadLine(coordinates),
            "Polygon" => ReadPolygon(coordinates),
            "MultiPolygon" => ReadEach(coordinates, p => ReadPolygon(p)),
            _ => NoGeometry,
        };
    }

    private static string? ReadEach(in Value parts, Func<Value, string?> read)
    {
        if (parts.Length == 0) return NoPositions;
        foreach (var part in parts.Elements())
        {
            if (read(part) is { } reason) return reason;
        }

        return null;
    }

    private string? ReadPoint(in Value position)
    {
        var reason = ReadPosition(position, out var point);
        _points.Add(point);
        return reason;
    }

    private string? ReadLine(in Value positions)
    {
        var reason = ReadPositions(positions, out var line);
        _lines.Add(line);
        if (reason is not null) return reason;
        if (line.Count < 2) return "The LineString input is not valid because it does not have enough points. A LineString must have at least two points.";
        return line.Distinct().Skip(1).Any() ? null : Degenerate(1);
    }

    private string? ReadPolygon(in Value rings)
    {
        if (rings.Length == 0) return "A polygon must have array of rings with at least one ring. A ring must be represented as an array of GeoJSON positions.";
        var read = new List<Ring>();
        foreach (var ring in rings.Elements())
        {
            if ((ReadPositions(ring, out var positions) ?? Fault(positions, read.Count + 1)) is { } reason) return reason;
            read.Add(new Ring(positions));
        }

        _polygons.Add(new Polygon(read));
        return null;
    }

    private static string? Fault(List<Vector> ring, int number)
    {
        const int leastPositions = 4;
        const int leastDistinct = 3;
        if (ring.Count < leastPositions)
        {
            return $"The Polygon input is not valid because the ring number {number} does not have enough points. Each ring of a polygon must contain at least four points.";
        }

        if (ring[0] == ring[^1]) return ring.Distinct().Count() < leastDistinct ? Degenerate(number) : null;
        return $"The Polygon input is not valid because the start and end points of the ring number {number} are not the same. Each ring of a polygon must have the same start and end points.";
    }

    private static string? ReadPositions(in Value positions, out List<Vector> read)
    {
        read = [];
        if (positions.Kind != ValueKind.Array) return NoPosition;
        foreach (var position in positions.Elements())
        {
            if (ReadPosition(position, out var place) is { } reason) return reason;
            read.Add(place);
        }

        return read.Count == 0 ? NoPositions : null;
    }

    private static string Degenerate(int ring) => $"Not valid because ring ({ring}) of a polygon degenerates to a point.";

    private static string? ReadPosition(in Value position, out Vector place)
    {
        place = default;
        var (longitude, latitude) = (position[0], position[1]);
        if (longitude.Kind != ValueKind.Number || latitude.Kind != ValueKind.Number) return NoPosition;
        if (Math.Abs(latitude.AsNumber) is not <= 90) return "Latitude values must be between -90 and 90 degrees.";
        if (Math.Abs(longitude.AsNumber) is not <= 180) return "Longitude values must be between -180 and 180 degrees.";
        place = Wgs84.Direction(longitude.AsNumber, latitude.AsNumber);
        return null;
    }
}
