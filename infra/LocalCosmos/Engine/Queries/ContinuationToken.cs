using System.Text.Json;
using System.Text.Json.Serialization;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// Where the next page starts. It names a position in the data, not a count of rows, so that rows written or deleted
/// meanwhile neither shift nor repeat the others.
/// </summary>
/// <param name="Path">The token of the access path by which the items are walked; it stays the same for all pages.</param>
/// <param name="Key">The index key or partition of the last item, base64; null where the walk has none.</param>
/// <param name="Number">The number of the last item; 0 when the walk has not begun.</param>
/// <param name="Rows">Rows of that item answered so far when more are left (a JOIN gives several), else 0.</param>
/// <param name="Order">The sort values of the last row; null for queries without ORDER BY.</param>
/// <param name="Skipped">Rows that OFFSET has passed over so far.</param>
/// <param name="Taken">Rows answered so far, which TOP and LIMIT count.</param>
/// <param name="Branch">Of a union, the walk that the last item came from.</param>
internal sealed record ContinuationToken(
    [property: JsonPropertyName("p")] string Path,
    [property: JsonPropertyName("k")] byte[]? Key,
    [property: JsonPropertyName("n")] long Number,
    [property: JsonPropertyName("r")] int Rows = 0,
    [property: JsonPropertyName("o")] string? Order = null,
    [property: JsonPropertyName("s")] long Skipped = 0,
    [property: JsonPropertyName("t")] long Taken = 0,
    [property: JsonPropertyName("b")] int Branch = 0)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [JsonIgnore]
    public WalkPosition? Position => Number == 0 ? null : new WalkPosition(Key, Number, Branch);

    /// <exception cref="RequestException">The text is no token of this server.</exception>
    public static ContinuationToken? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            var token = JsonSerializer.Deserialize<ContinuationToken>(text, Compact);
            return token is { Path: not null, Number: >= 0, Rows: >= 0, Skipped: >= 0, Taken: >= 0, Branch: >= 0 } ? token : throw Invalid();
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, Compact);

    private static RequestException Invalid() => RequestErrors.BadRequest("The continuation token is not one that this server gave.");
}
