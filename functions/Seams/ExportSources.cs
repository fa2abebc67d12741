using System.Text.Json.Nodes;

namespace Serverless.Functions.Seams;

/// <summary>Something about a person that an export holds beside the records in the person's own partitions.</summary>
/// <param name="Name">Of its file: lower case with hyphens.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Meaning">One sentence, for people who are not engineers.</param>
public sealed record ExportSource(string Name, string Title, string Meaning, ReadExportItems Read);

/// <summary>Reads item by item, so that memory does not grow with them. Field names are camel case; ids, codes, times and what the person may see.</summary>
public delegate IAsyncEnumerable<JsonObject> ReadExportItems(string tenantId, Guid personId, CancellationToken cancellation);
