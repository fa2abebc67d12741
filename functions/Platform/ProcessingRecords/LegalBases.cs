using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>On what each purpose rests. Consent comes on top where something is asked for that the programme does not need.</summary>
internal static class LegalBases
{
    private const string Contract = "GDPR Art. 6(1)(b): the programme that the person applies for and takes part in";

    public static string Of(Purpose purpose) => purpose switch
    {
        Purpose.Administration or Purpose.Communication or Purpose.Assessment or Purpose.Certification => Contract,
        Purpose.Payment => "GDPR Art. 6(1)(b): what the person owes and is owed; then Art. 6(1)(c): the duty to keep books",
        Purpose.Statistics => "GDPR Art. 6(1)(f): to know how programmes go, as those who pay for them ask",
        Purpose.LegalObligation => "GDPR Art. 6(1)(c): the law wants it",
        Purpose.Security => "GDPR Art. 6(1)(f): to keep data and those who use it safe",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
