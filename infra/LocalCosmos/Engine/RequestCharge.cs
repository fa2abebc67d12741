namespace Serverless.LocalCosmos.Engine;

/// <summary>
/// An estimate of request units after the published figures: reading 1 KB costs 1, writing 1 KB without indexed
/// properties 5, replacing is a delete and a write, and a query pays for what it looks up and loads. The service charges
/// by its own unpublished measurements, so compare these numbers with each other, not with a bill.
/// </summary>
internal static class RequestCharge
{
    public const double Metadata = 1;
    public const double Failure = 1;

    private const double ReadPerKilobyte = 1;
    private const double WritePerKilobyte = 5;
    private const double PerIndexTerm = 0.06;
    private const double QueryBase = 2.3;
    private const double PerDocumentLoaded = 0.06;
    private const double PerKilobyteReturned = 0.2;

    public static double Read(int bytes) => Round(ReadPerKilobyte * Kilobytes(bytes));

    public static double Write(int bytes, int indexTerms) =>
        Round((WritePerKilobyte * Kilobytes(bytes)) + (PerIndexTerm * indexTerms));

    public static double Replace(int bytesBefore, int bytesAfter, int indexTermsChanged) =>
        Round((WritePerKilobyte * (Kilobytes(bytesBefore) + Kilobytes(bytesAfter))) + (PerIndexTerm * indexTermsChanged));

    public static double Delete(int bytes, int indexTerms) => Write(bytes, indexTerms);

    public static double Query(long documentsLoaded, long bytesReturned) =>
        Round(QueryBase + (PerDocumentLoaded * documentsLoaded) + (PerKilobyteReturned * bytesReturned / 1024));

    public static double Feed(long bytes) => Round(Math.Max(1, ReadPerKilobyte * bytes / 1024));

    private static double Kilobytes(int bytes) => Math.Max(1, Math.Ceiling(bytes / 1024.0));

    private static double Round(double charge) => Math.Round(charge, 2);
}
