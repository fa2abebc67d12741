using Serverless.Kernel.Results;

namespace Serverless.Functions.Platform.Audit;

internal static class AuditErrors
{
    /// <summary>As every list says it.</summary>
    public static Error InvalidFilter(IReadOnlyList<Violation> violations) =>
        new(ErrorKind.Invalid, "invalid-filter", "The list cannot be narrowed by this.") { Fields = violations };
}
