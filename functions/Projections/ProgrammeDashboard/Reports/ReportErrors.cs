using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

public static class ReportErrors
{
    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "report-invalid", "There is no such report.") { Fields = fields };
}
