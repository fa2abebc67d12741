using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>Why a list is not taken at all; what is wrong with one row is that row's result.</summary>
public static class AttendanceImportErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "import-not-found", "There is no such import, or it is forgotten by now.");

    public static Error UnknownType { get; } = new(
        ErrorKind.UnsupportedMediaType, "import-type", "The list must be text/csv or application/x-ndjson, in UTF-8, and say so in Content-Type.");

    public static Error TooLarge { get; } = new(
        ErrorKind.TooLarge, "import-too-large", $"A list has at most {AttendanceImportLimits.Bytes} bytes. Send it in parts.");

    public static Error Empty { get; } = new(ErrorKind.Invalid, "import-empty", "The list has no rows.");

    /// <summary>Of a message.</summary>
    public static Error NoTenant { get; } = new(ErrorKind.Invalid, "import-tenant", "The property tenantId must name the tenant whose attendance it is.");

    /// <summary>Of a message.</summary>
    public static Error NoMessageId { get; } = new(ErrorKind.Invalid, "import-message-id", "The message must have a MessageId: by it a repetition is recognised.");

    /// <summary>Of the query: which programme or session the rows are about that do not say it themselves.</summary>
    public static Error Query(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "import-query", "The programme or the session of the list is not in order.") { Fields = fields };

    public static Error Header(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "import-header", "The first line must name the columns of the list, each once.") { Fields = fields };

    public static Error NotUtf8(int line, int column) =>
        new(ErrorKind.Invalid, "import-encoding", $"The list is not UTF-8: line {line}, byte {column} of it.");

    public static Error TooManyRows(int line) => new(
        ErrorKind.TooLarge, "import-too-many-rows", $"A list has at most {AttendanceImportLimits.Rows} rows; line {line} holds one more. Send it in parts.");
}

/// <summary>What fits into memory while a list is read, and into one import.</summary>
public static class AttendanceImportLimits
{
    public const int Bytes = 8 * 1024 * 1024;

    public const int Rows = 10_000;

    /// <summary>Kept in one document, which has room for them with the longest notes, and worked off in one step.</summary>
    public const int RowsInPart = 250;
}
