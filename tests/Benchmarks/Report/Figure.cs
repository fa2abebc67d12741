using System.Globalization;
using Serverless.Benchmarks.Measurement;

namespace Serverless.Benchmarks.Report;

/// <summary>How figures are printed: few digits, since the machine's noise hides the others.</summary>
internal static class Figure
{
    public const string None = "-";

    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => value.ToString(value < 10 ? "N3" : "N1", CultureInfo.InvariantCulture);

    public static string Microseconds(ProcessorTime value) => value.Server > 0 ? $"{value.Caller:F0} + {value.Server:F0}" : $"{value.Caller:F0}";

    public static string Ratio(double value) => value.ToString("0.00x", CultureInfo.InvariantCulture);

    public static string Megabytes(double value) => value.ToString("N0", CultureInfo.InvariantCulture) + " MB";
}
