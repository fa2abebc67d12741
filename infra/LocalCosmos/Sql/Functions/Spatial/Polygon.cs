namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>The left side of the outer ring without the holes, whichever way those run.</summary>
internal sealed class Polygon(IReadOnlyList<Ring> rings)
{
    public IReadOnlyList<Ring> Rings => rings;

    public double Area
    {
        get
        {
            var outer = rings[0].IsClockwise ? 4 * Math.PI * Wgs84.SquareRadius - rings[0].Area : rings[0].Area;
            return outer - rings.Skip(1).Sum(r => r.Area);
        }
    }

    /// <summary>Some place inside, near the boundary.</summary>
    public Vector Inside => rings[0].Arcs[0].BesideMiddle;

    public Location Locate(Vector place)
    {
        for (var i = 0; i < rings.Count; i++)
        {
            var location = rings[i].Locate(place);
            if (location == Location.Boundary) return location;
            var isBeyond = location == Location.Inside;
            if (i == 0) isBeyond = isBeyond == rings[0].IsClockwise;
            if (isBeyond) return Location.Outside;
        }

        return Location.Inside;
    }
}
