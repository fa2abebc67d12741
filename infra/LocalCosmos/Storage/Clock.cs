using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The container's counters. They are written in the commit of the changes that they number, so that no LSN and no
/// document number is ever given twice, and time never runs backwards.
/// </summary>
/// <param name="PurgedLsn">Superseded versions and deletes up to here are gone.</param>
internal readonly record struct Clock(long Lsn, long Number, long Timestamp, long PurgedLsn)
{
    public static Clock Read(Connection connection)
    {
        using var statement = connection.Use("SELECT lsn, number, ts, purged_lsn FROM clock");
        return statement.Step()
            ? new(statement.Long(0), statement.Long(1), statement.Long(2), statement.Long(3))
            : throw new StorageException(0, "The container file has no clock.");
    }

    public void Write(Connection connection)
    {
        using var statement = connection.Use("UPDATE clock SET lsn = ?1, number = ?2, ts = ?3, purged_lsn = ?4");
        statement.Bind(1, Lsn).Bind(2, Number).Bind(3, Timestamp).Bind(4, PurgedLsn).Run();
    }
}
