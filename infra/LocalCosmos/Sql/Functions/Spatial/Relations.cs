namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

internal static class Relations
{
    /// <summary>They have a place in common, if only on their boundaries.</summary>
    public static bool Intersects(Geometry left, Geometry right) =>
        left.Vertices.Any(v => right.Locate(v) != Location.Outside)
        || right.Vertices.Any(v => left.Locate(v) != Location.Outside)
        || left.Arcs.Any(a => right.Arcs.Any(b => a.Crossing(b) is not null));

    /// <summary>No place of the one is outside the other, and not all are on its boundary: a point on the edge of a polygon is not within it.</summary>
    public static bool Within(Geometry inner, Geometry outer)
    {
        if (inner.Polygons.Count > 0 && outer.Polygons.Count == 0) return false;
        var touchesInside = false;
        foreach (var place in inner.Points.Concat(inner.Arcs.SelectMany(a => Pieces(a, outer))).Concat(inner.Polygons.Select(p => p.Inside)))
        {
            var location = outer.Locate(place);
            if (location == Location.Outside) return false;
            touchesInside |= location == Location.Inside;
        }

        // A hole of the outer one must not lie in the inner one.
        return touchesInside && !outer.Rings.Any(r => r.Positions.Any(p => inner.Polygons.Any(i => i.Locate(p) == Location.Inside)));
    }

    /// <summary>In metres between the nearest places.</summary>
    public static double Distance(Geometry left, Geometry right)
    {
        if (left.Arcs.Count + right.Arcs.Count > 0 && Intersects(left, right)) return 0;
        return Math.Min(FromVertices(left, right), FromVertices(right, left));
    }

    // Of two lines that do not cross, an end of one is nearest to the other.
    private static double FromVertices(Geometry from, Geometry to) => from.Vertices
        .SelectMany(v => to.Points.Concat(to.Arcs.Select(a => a.Nearest(v))).Select(p => Wgs84.Distance(v, p)))
        .DefaultIfEmpty(double.PositiveInfinity)
        .Min();

    /// <summary>A place amid each of the pieces into which the boundaries of the other geometry cut the arc.</summary>
    private static IEnumerable<Vector> Pieces(Arc arc, Geometry other)
    {
        var cuts = other.Vertices.Where(arc.Covers)
            .Concat(other.Arcs.Select(a => a.Crossing(arc)).OfType<Vector>())
            .Append(arc.To)
            .OrderBy(c => (c - arc.From).Length);
        var start = arc.From;
        foreach (var end in cuts)
        {
            if (end == start) continue;
            yield return (start + end).Unit();
            start = end;
        }
    }
}
