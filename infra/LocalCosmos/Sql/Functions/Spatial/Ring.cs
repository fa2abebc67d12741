namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>A closed line and the region to its left, so that a clockwise one bounds all the rest of the globe.</summary>
internal sealed class Ring
{
    private readonly double _steradians;

    /// <param name="positions">The first again at the end.</param>
    public Ring(IReadOnlyList<Vector> positions)
    {
        Positions = positions;
        Arcs = [.. positions.Zip(positions.Skip(1)).Where(p => p.First != p.Second).Select(p => new Arc(p.First, p.Second))];
        _steradians = SignedArea([.. positions.Select(Wgs84.Authalic)]);
    }

    public IReadOnlyList<Vector> Positions { get; }

    public IReadOnlyList<Arc> Arcs { get; }

    /// <summary>The area of the smaller side, in square metres.</summary>
    public double Area => Math.Abs(_steradians) * Wgs84.SquareRadius;

    public bool IsClockwise => _steradians < 0;

    /// <summary>Of the smaller side.</summary>
    public Location Locate(Vector place)
    {
        double turn = 0;
        foreach (var arc in Arcs)
        {
            if (arc.Covers(place)) return Location.Boundary;
            var (from, to) = (Tangent(place, arc.From), Tangent(place, arc.To));
            turn += Math.Atan2(Vector.Dot(place, Vector.Cross(from, to)), Vector.Dot(from, to));
        }

        // Seen from the place, the line goes round once; the opposite way round if the place is opposite to the inside.
        return (IsClockwise ? -turn : turn) > Math.PI ? Location.Inside : Location.Outside;
    }

    private static Vector Tangent(Vector place, Vector other)
    {
        var difference = other - place;
        return difference - place * Vector.Dot(difference, place);
    }

    // The sum over the triangles between the first position and each arc.
    private static double SignedArea(Vector[] ring)
    {
        double area = 0;
        var apex = ring[0];
        for (var i = 1; i + 1 < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[i + 1]);
            var volume = Vector.Dot(apex, Vector.Cross(a - apex, b - apex));
            area += 2 * Math.Atan2(volume, 1 + Vector.Dot(apex, a) + Vector.Dot(a, b) + Vector.Dot(b, apex));
        }

        return area;
    }
}
