using System.Reflection;
using Serverless.Cloud.Identity;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>One method at one address, and what its function declares of it.</summary>
/// <param name="IsOfRecords">What it answers is a record of a domain, or a page of them.</param>
internal sealed record HttpOperation(string Id, MethodInfo Function, HttpMethod Method, ApiRoute Route, OperationAttribute Declared, bool IsOfRecords)
{
    private const string Domains = "Domains";
    private const string Person = "personId";
    private const string Projections = "Projections";

    private readonly string[] _folders = (Function.DeclaringType?.Namespace ?? "").Split('.');

    /// <summary>The folder that owns it: a domain, a read model, a process, or a part of the platform.</summary>
    public string Tag => _folders[^1];

    /// <summary>It writes to a domain's records, so that it can be repeated under one key.</summary>
    public bool IsCommand => Method != HttpMethod.Get && IsBelow(Domains);

    /// <summary>Sent again under the same key, it has one effect.</summary>
    public bool IsRepeatable => IsCommand || Declared.IsRepeatable;

    public bool HasBody => Declared.Body is not null || Declared.BodyTypes.Length > 0;

    /// <summary>A command on what exists, which can be bound to the version that its caller has seen.</summary>
    public bool IsChange => IsCommand && Declared.Status != 201;

    /// <summary>It answers one record from authority.</summary>
    public bool IsRecordRead => Method == HttpMethod.Get && IsOfRecords && !Declared.IsPaged;

    /// <summary>It answers from a read model, which follows the records.</summary>
    public bool IsReadModel => Method == HttpMethod.Get && Declared.Answer is not null && IsBelow(Projections);

    /// <summary>It is about one person, who may be the caller.</summary>
    public bool IsOfPerson => Route.Parameters.Any(parameter => parameter.Name == Person);

    public IReadOnlyList<QueryAttribute> Queries => [.. Function.GetCustomAttributes<QueryAttribute>()];

    public AllowAttribute? Allow => Function.GetCustomAttribute<AllowAttribute>();

    public AllowAnyoneAttribute? AllowAnyone => Function.GetCustomAttribute<AllowAnyoneAttribute>();

    /// <summary>Of a folder within it: what stands beside those is about them all.</summary>
    private bool IsBelow(string folder) => _folders.SkipLast(1).Contains(folder, StringComparer.Ordinal);
}
