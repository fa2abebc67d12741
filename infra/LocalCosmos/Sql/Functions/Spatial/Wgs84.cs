namespace Serverless.LocalCosmos.Sql.Functions.Spatial;

/// <summary>
/// The ellipsoid of the service's default reference system. Lines between positions run in the plane through the centre
/// (great ellipses, not geodesics): the distances that the service documents are those.
/// </summary>
internal static class Wgs84
{
    private const double Equatorial = 6378137;
    private const double Flattening = 1 / 298.257223563;
    private const double Polar = Equatorial * (1 - Flattening);
    private const double SquareRatio = (1 - Flattening) * (1 - Flattening);

    private static readonly double Eccentricity = Math.Sqrt(Flattening * (2 - Flattening));
    private static readonly double PoleArea = AreaTerm(1);

    /// <summary>Square metres by steradian of the sphere that has the ellipsoid's area.</summary>
    public static double SquareRadius => Equatorial * Equatorial * PoleArea / 2;

    public static Vector Direction(double longitude, double latitude)
    {
        var (east, north) = (double.DegreesToRadians(longitude), double.DegreesToRadians(latitude));
        return new Vector(Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), SquareRatio * Math.Sin(north)).Unit();
    }

    /// <summary>The direction on the sphere that has the ellipsoid's area and keeps the area of every figure between meridians and parallels.</summary>
    public static Vector Authalic(Vector direction)
    {
        var horizontal = Math.Sqrt(direction.X * direction.X + direction.Y * direction.Y);
        if (horizontal == 0) return direction;
        var sine = AreaTerm(direction.Z / Math.Sqrt(direction.Z * direction.Z + SquareRatio * SquareRatio * horizontal * horizontal)) / PoleArea;
        var scale = Math.Sqrt(1 - sine * sine) / horizontal;
        return new(direction.X * scale, direction.Y * scale, sine);
    }

    /// <summary>In metres, along the great ellipse.</summary>
    public static double Distance(Vector from, Vector to)
    {
        if (from == to) return 0;
        var normal = Vector.Cross(from, to - from);
        // Opposite places: every plane through them will do, and the one over the poles is the shortest.
        if (normal.Length < 1e-15) normal = new(-from.Y, from.X, 0);
        if (normal.Length < 1e-15) normal = new(1, 0, 0);
        normal = normal.Unit();
        var node = new Vector(-normal.Y, normal.X, 0);
        var major = node.Length < 1e-15 ? new Vector(1, 0, 0) : node.Unit();
        var minor = Vector.Cross(normal, major);
        var minorAxis = 1 / Math.Sqrt((minor.X * minor.X + minor.Y * minor.Y) / (Equatorial * Equatorial) + minor.Z * minor.Z / (Polar * Polar));

        var start = Parameter(from, major, minor, minorAxis);
        var end = Parameter(to, major, minor, minorAxis);
        if (end < start) end += Math.Tau;
        return ArcLength(end, minorAxis) - ArcLength(start, minorAxis);
    }

    private static double Parameter(Vector place, Vector major, Vector minor, double minorAxis) =>
        Math.Atan2(Vector.Dot(place, minor) / minorAxis, Vector.Dot(place, major) / Equatorial);

    // Fourier series of the elliptic integral in the third flattening, which is below 0.0017: the rest is under a micrometre.
    private static double ArcLength(double parameter, double minorAxis)
    {
        var n = (Equatorial - minorAxis) / (Equatorial + minorAxis);
        var series = (1 + n * n / 4) * parameter
            + (n * n * n / 16 - n / 2) * Math.Sin(2 * parameter)
            - n * n / 16 * Math.Sin(4 * parameter)
            - n * n * n / 48 * Math.Sin(6 * parameter);
        return (Equatorial + minorAxis) / 2 * series;
    }

    private static double AreaTerm(double sineOfLatitude)
    {
        var es = Eccentricity * sineOfLatitude;
        return (1 - Eccentricity * Eccentricity) * (sineOfLatitude / (1 - es * es) + Math.Atanh(es) / Eccentricity);
    }
}
