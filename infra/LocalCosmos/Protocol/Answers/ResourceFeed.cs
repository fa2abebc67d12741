using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>Feeds of databases, containers and offers: so few that every page starts from all of them.</summary>
internal static class ResourceFeed
{
    public static IReadOnlyList<ReadOnlyMemory<byte>> Containers(DatabaseResource database) =>
    [
        .. database.Containers.Values
            .Select(c => c.Definition)
            .OrderBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => d.Json),
    ];

    public static GatewayResponse List(Call call, string rid, string list, IReadOnlyList<ReadOnlyMemory<byte>> resources) =>
        Page(call, rid, list, resources);

    /// <exception cref="Sql.SqlException">The statement is not valid.</exception>
    public static GatewayResponse Query(Call call, string rid, string list, IEnumerable<ReadOnlyMemory<byte>> resources)
    {
        var body = QueryBody.Parse(call.Body);
        var query = CompiledQuery.Compile(SqlParser.Parse(body.Text), body.Parameters, call.Engines.Time.GetUtcNow());
        return Page(call, rid, list, [.. query.Run(resources.Select(Value.Parse)).Where(v => !v.IsUndefined).Select(Write)]);
    }

    private static GatewayResponse Page(Call call, string rid, string list, IReadOnlyList<ReadOnlyMemory<byte>> all)
    {
        var size = PageSize.Of(call);
        var start = call.Header(WireHeaders.Continuation) is { } token ? Position(token) : 0;
        var page = all.Skip(start).Take(size).ToArray();
        var response = FeedBody.Of(rid, list, page);
        var next = start + page.Length;
        return next < all.Count ? response.With(WireHeaders.Continuation, next) : response;
    }

    private static int Position(string token) => int.TryParse(token, out var position) && position >= 0
        ? position
        : throw RequestErrors.BadRequest($"The continuation token '{token}' is not valid.");

    private static ReadOnlyMemory<byte> Write(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer)) value.WriteTo(writer);
        return buffer.WrittenMemory;
    }
}
