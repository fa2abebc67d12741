using System.Text.Json.Nodes;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>What is kept of a request so that its repetition gets the same answer: its hash, and the record as it was then.</summary>
internal static class IdempotencyDocuments
{
    public const string Kind = "idempotency";

    public static string IdOf(Guid commandId) => $"{Kind}:{commandId}";

    public static JsonObject Write(Domain domain, Stored answer, CommandContext context, SubjectKey? key, DateTimeOffset at, TimeSpan life)
    {
        var id = IdOf(context.CommandId);
        return new JsonObject
        {
            ["id"] = id,
            ["tenantId"] = answer.Key.TenantId,
            ["subjectId"] = answer.Key.SubjectId,
            ["kind"] = Kind,
            ["requestHash"] = context.RequestHash,
            ["at"] = RecordDocuments.Time(at),
            ["recordId"] = answer.Key.Id,
            ["version"] = answer.Version,
            ["createdAt"] = RecordDocuments.Time(answer.CreatedAt),
            ["changedAt"] = RecordDocuments.Time(answer.ChangedAt),
            ["data"] = RecordDocuments.Seal(domain, answer.Key, id, answer.Data, key),
            ["ttl"] = (int)life.TotalSeconds,
        };
    }

    public static Stored<TState> Read<TState, TEvent>(Domain<TState, TEvent> domain, JsonObject document, SubjectStanding standing)
        where TState : class
        where TEvent : class
    {
        var at = new RecordKey((string)document["tenantId"]!, (string)document["subjectId"]!, (Guid)document["recordId"]!);
        return RecordDocuments.Open(domain, at, (string)document["id"]!, document, standing);
    }
}
