using System.Globalization;

namespace Serverless.Benchmarks.Report;

/// <summary>How figures are printed: few digits, since the machine's noise hides the others.</summary>
internal static class Figure
{
    public const string None = "-";

    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => value.ToString(value < 10 ? "N3" : "N1", CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString("0.00x", CultureInfo.InvariantCulture);

    public static string Megabytes(double value) => value.ToString("N0", CultureInfo.InvariantCulture) + " MB";
}
