using System.Globalization;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Named values of the container file that are not counters.</summary>
internal static class Setting
{
    /// <summary>How far a rebuild of the index has come; absent when the index is whole.</summary>
    public const string IndexProgress = "index.progress";

    /// <summary>How far a new default time to live has come; absent when all items follow it.</summary>
    public const string TimeToLiveProgress = "ttl.progress";

    public static string? Read(Connection connection, string name)
    {
        using var statement = connection.Use("SELECT value FROM settings WHERE name = ?1");
        return statement.Bind(1, name).Step() ? statement.Text(0) : null;
    }

    public static long? ReadLong(Connection connection, string name) =>
        Read(connection, name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static void Write(Connection connection, string name, long? value) =>
        Write(connection, name, value?.ToString(CultureInfo.InvariantCulture));

    /// <param name="value">Null takes the setting away.</param>
    public static void Write(Connection connection, string name, string? value)
    {
        if (value is null)
        {
            using var remove = connection.Use("DELETE FROM settings WHERE name = ?1");
            remove.Bind(1, name).Run();
            return;
        }

        using var insert = connection.Use("INSERT INTO settings VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2");
        insert.Bind(1, name).Bind(2, value).Run();
    }
}
