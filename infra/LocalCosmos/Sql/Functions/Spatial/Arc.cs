namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>The shorter way between two different places, in the plane through the centre.</summary>
internal readonly struct Arc(Vector from, Vector to)
{
    // A tenth of a millimetre on the ground: less than positions are given with, and more than rounding adds up to.
    private const double Tolerance = 1e-11;

    // From the difference, because the cross product of two nearby unit vectors would be mostly rounding.
    private readonly Vector _normal = Vector.Cross(from, to - from);

    public Vector From => from;

    public Vector To => to;

    /// <summary>A place to the left of the middle, a few millimetres away.</summary>
    public Vector BesideMiddle => ((from + to).Unit() + _normal.Unit() * (100 * Tolerance)).Unit();

    public bool Covers(Vector place) => Math.Abs(Side(place)) <= Tolerance * _normal.Length && IsBetweenEnds(place);

    /// <summary>Where the arcs cross, if they do so away from their ends.</summary>
    public Vector? Crossing(Arc other)
    {
        var (start, end) = (Side(other.From), Side(other.To));
        if (start * end >= 0 || other.Side(from) * other.Side(to) >= 0) return null;
        var crossing = (other.From + (other.To - other.From) * (start / (start - end))).Unit();
        // The circles cross again on the far side of the globe.
        return IsBetweenEnds(crossing) ? crossing : null;
    }

    public Vector Nearest(Vector place)
    {
        var normal = _normal.Unit();
        var projected = place - normal * Vector.Dot(normal, place);
        if (projected.Length > Tolerance && IsBetweenEnds(projected.Unit())) return projected.Unit();
        return Vector.Dot(place, from) > Vector.Dot(place, to) ? from : to;
    }

    /// <summary>Positive to the left.</summary>
    private double Side(Vector place) => Vector.Dot(_normal, place - from);

    private bool IsBetweenEnds(Vector place)
    {
        var slack = Tolerance * _normal.Length;
        return Vector.Dot(place - from, Vector.Cross(_normal, from)) >= -slack && Vector.Dot(place - to, Vector.Cross(_normal, to)) <= slack;
    }
}
