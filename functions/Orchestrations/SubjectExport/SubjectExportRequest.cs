using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>A wish to have a copy of all that is kept about a person (GDPR Art. 15 and 20).</summary>
public sealed record SubjectExportRequest
{
    [Field("Whose data it is", Purpose.LegalObligation)]
    public required Guid PersonId { get; init; }

    [Field("The form of the copy: json, the only one, which also holds a page for people", Purpose.LegalObligation, MaxLength = 16)]
    public required string Format { get; init; }

    [Field("A moment in the past; the copy then also says what was kept at that moment", Purpose.LegalObligation)]
    public DateTimeOffset? AsOf { get; init; }

    internal IReadOnlyList<Violation> Check(DateTimeOffset now)
    {
        var wrong = new List<Violation>();
        if (Format != "json") wrong.Add(new Violation("/format", "must be json"));
        if (AsOf > now) wrong.Add(new Violation("/asOf", "must not be in the future"));
        return wrong;
    }
}
