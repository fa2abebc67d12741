using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>There are none of what cannot be created.</summary>
internal sealed class ListUnsupported : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var rid = call.Target.Container is null ? call.Database().Rid : call.Container().Rid;
        return ValueTask.FromResult(FeedBody.Of(rid, ListName(call.Target.Segments[^1]), []));
    }

    private static string ListName(string type) => type switch
    {
        "sprocs" => "StoredProcedures",
        "triggers" => "Triggers",
        "udfs" => "UserDefinedFunctions",
        "users" => "Users",
        "permissions" => "Permissions",
        "clientencryptionkeys" => "ClientEncryptionKeys",
        "attachments" => "Attachments",
        _ => "Schemas",
    };
}
