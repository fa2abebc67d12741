namespace Serverless.Benchmarks.Report;

/// <summary>Bars that the figures are held against. They are reported, not asserted.</summary>
internal sealed class Bars
{
    private readonly Table _table = new("bar", "wanted", "measured", "");

    public void AtLeast(string what, double wanted, double measured, Func<double, string> print) =>
        _table.Add(what, ">= " + print(wanted), print(measured), measured >= wanted ? "pass" : "FAIL");

    public void AtMost(string what, double wanted, double measured, Func<double, string> print) =>
        _table.Add(what, "<= " + print(wanted), print(measured), measured <= wanted ? "pass" : "FAIL");

    public override string ToString() => _table.ToString();
}
