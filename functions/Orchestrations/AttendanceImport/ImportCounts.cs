namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>What has become of rows. In the payloads of orchestrations that are under way: add, never rename.</summary>
/// <param name="Recorded">By this very row.</param>
/// <param name="Repeated">Recorded before, in the same words.</param>
public sealed record ImportCounts(int Recorded, int Repeated, int Rejected)
{
    public static ImportCounts None { get; } = new(0, 0, 0);

    public int Done => Recorded + Repeated + Rejected;

    public ImportCounts Plus(ImportCounts others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new ImportCounts(Recorded + others.Recorded, Repeated + others.Repeated, Rejected + others.Rejected);
    }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RowOutcome
{
    Recorded,

    /// <summary>Another row, or another way, said the same before.</summary>
    Repeated,
    Rejected,
}
