using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>By which of the grounds of GDPR Art. 6(1) data is used for a purpose.</summary>
public static class LegalBases
{
    private const string Contract = "It is needed to do what was agreed with you (GDPR Art. 6(1)(b))";

    public static string Of(Purpose purpose) => purpose switch
    {
        Purpose.Administration or Purpose.Communication or Purpose.Assessment or Purpose.Certification or Purpose.Payment => Contract,
        Purpose.LegalObligation => "A law requires it (GDPR Art. 6(1)(c))",
        Purpose.Statistics => "A legitimate interest in knowing how programmes go (GDPR Art. 6(1)(f))",
        Purpose.Security => "A legitimate interest in keeping the system and your data safe (GDPR Art. 6(1)(f))",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
