using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>A list, by whatever way it came.</summary>
/// <param name="Id">The same whenever it is sent again under the same key.</param>
/// <param name="Hash">Of all that makes it what it is: something else under the same key is refused.</param>
public sealed record SentList(Caller Caller, Guid Id, string Hash, string? ContentType, ReadOnlyMemory<byte> Content, RowDefaults Defaults)
{
    /// <summary>Null where it came over HTTP.</summary>
    public string? MessageId { get; init; }

    /// <summary>False where the list has lain somewhere in clear.</summary>
    public bool TakesNotes { get; init; } = true;

    public static string HashOf(ReadOnlySpan<byte> content, string? contentType, string? query)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{contentType}\n{query}\n"));
        hash.AppendData(content);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }
}

public sealed record AcceptedList(ImportDocument Import, bool IsRepeated);

/// <summary>Takes lists: reads them, keeps their rows, and starts to work them off. Broken off anywhere, it goes on when the list is sent again.</summary>
public sealed class AttendanceIntake(ImportStore store, RowDetails details, TimeProvider time, AttendanceImportOptions options)
{
    /// <summary>Parts that are written at the same time.</summary>
    private const int Parallel = 4;

    public async Task<Result<AcceptedList>> AcceptAsync(SentList list, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(client);
        var rows = ImportFile.Read(list.Content, list.ContentType, list.Defaults);
        if (!rows.IsSuccess) return rows.Error;
        var parts = rows.Value.Select(row => list.TakesNotes ? row : WithoutNote(row)).Chunk(AttendanceImportLimits.RowsInPart).ToList();
        var sent = ImportOf(list, rows.Value.Count, parts.Count);
        var before = await store.AddAsync(sent, cancellation);
        var import = before ?? sent;
        if (import.RequestHash != list.Hash) return StoreErrors.KeyReused;
        if (import.End is null && !await IsUnderWayAsync(client, import.ImportId, cancellation))
        {
            await KeepAsync(import, parts, cancellation);
            await StartAsync(import, client, cancellation);
        }

        return new AcceptedList(import, IsRepeated: before is not null);
    }

    private static SentRow WithoutNote(SentRow row) => row.Says?.Note is null ? row : row with
    {
        Says = null,
        Problem = RowProblem.Invalid(RowReader.Note, "is not taken by this way, where it would lie in clear: send it over HTTP"),
    };

    private ImportDocument ImportOf(SentList list, int rows, int parts) => new()
    {
        TenantId = list.Caller.TenantId,
        SubjectId = ImportDocument.SubjectOf(list.Id),
        ImportId = list.Id,
        RequestHash = list.Hash,
        Sender = ImportSender.Of(list.Caller),
        MessageId = list.MessageId,
        Rows = rows,
        Parts = parts,
        AcceptedAt = time.GetUtcNow(),
        Ttl = (int)options.Life.TotalSeconds,
    };

    private Task KeepAsync(ImportDocument import, IReadOnlyList<SentRow[]> parts, CancellationToken cancellation) => System.Threading.Tasks.Parallel.ForEachAsync(
        parts.Index(),
        new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
        async (part, token) => await store.AddAsync(await details.SealAsync(PartOf(import, part.Index), part.Item, token), token));

    private static ImportPart PartOf(ImportDocument import, int number) => new()
    {
        Id = ImportPart.IdOf(number),
        TenantId = import.TenantId,
        SubjectId = import.SubjectId,
        ImportId = import.ImportId,
        Rows = [],
        Ttl = import.Ttl,
    };

    private static Task StartAsync(ImportDocument import, DurableTaskClient client, CancellationToken cancellation) => client.StartUnlessUnderWayAsync(
        AttendanceImportOrchestration.Name,
        AttendanceImportOrchestration.InstanceOf(import.ImportId),
        new AttendanceImportCheckpoint { TenantId = import.TenantId, ImportId = import.ImportId, Rows = import.Rows, Parts = import.Parts },
        cancellation);

    /// <summary>One that failed does not count: the list, sent again, goes on.</summary>
    private static async Task<bool> IsUnderWayAsync(DurableTaskClient client, Guid importId, CancellationToken cancellation) =>
        await client.GetInstanceAsync(AttendanceImportOrchestration.InstanceOf(importId), cancellation) is { IsCompleted: false };
}
