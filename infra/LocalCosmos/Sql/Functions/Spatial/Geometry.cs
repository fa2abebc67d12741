namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>Any GeoJSON geometry as what it is made of.</summary>
internal sealed class Geometry
{
    private readonly IReadOnlyList<Arc> _lines;

    public Geometry(IReadOnlyList<Vector> points, IReadOnlyList<IReadOnlyList<Vector>> lines, IReadOnlyList<Polygon> polygons)
    {
        Points = points;
        Polygons = polygons;
        _lines = [.. lines.SelectMany(l => l.Zip(l.Skip(1))).Where(p => p.First != p.Second).Select(p => new Arc(p.First, p.Second))];
        Arcs = [.. _lines, .. Rings.SelectMany(r => r.Arcs)];
        Vertices = [.. points, .. lines.SelectMany(l => l), .. Rings.SelectMany(r => r.Positions)];
    }

    public IReadOnlyList<Vector> Points { get; }

    public IReadOnlyList<Polygon> Polygons { get; }

    /// <summary>Of lines and of the rings of polygons.</summary>
    public IReadOnlyList<Arc> Arcs { get; }

    public IReadOnlyList<Vector> Vertices { get; }

    public IEnumerable<Ring> Rings => Polygons.SelectMany(p => p.Rings);

    /// <summary>In square metres; points and lines have none.</summary>
    public double Area => Polygons.Sum(p => p.Area);

    public Location Locate(Vector place)
    {
        foreach (var point in Points)
        {
            if (point == place) return Location.Inside;
        }

        foreach (var line in _lines)
        {
            if (line.Covers(place)) return Location.Inside;
        }

        var found = Location.Outside;
        foreach (var polygon in Polygons)
        {
            var location = polygon.Locate(place);
            if (location > found) found = location;
        }

        return found;
    }
}
