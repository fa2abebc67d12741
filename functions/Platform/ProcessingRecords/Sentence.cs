namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>Declarations give reasons in whatever case, with a full stop or without.</summary>
internal static class Sentence
{
    public static string Of(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..].TrimEnd('.')}.";
}
