namespace Serverless.Cloud.Http;

/// <summary>What a function's HTTP operation takes and answers, for the API's description and for who reads the code.</summary>
/// <param name="summary">A few words in the imperative: "Register a person".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    public string Summary => summary;

    /// <summary>A type with declared fields; null where there is no body.</summary>
    public Type? Body { get; init; }

    /// <summary>Media types of a body that is no JSON object, such as a table; <see cref="Body"/> is then null.</summary>
    public string[] BodyTypes { get; init; } = [];

    /// <summary>It takes an Idempotency-Key, though it is no command on a record.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The body is a merge patch (RFC 7396) of <see cref="Body"/>.</summary>
    public bool IsMergePatch { get; init; }

    /// <summary>What a success answers: a record's type, or a type of its own.</summary>
    public Type? Answer { get; init; }

    /// <summary>What is answered instead, from a read model, where a parameter asks for something else; null where nothing is.</summary>
    public Type? OtherAnswer { get; init; }

    /// <summary>Of a success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The answer is a page of <see cref="Answer"/>.</summary>
    public bool IsPaged { get; init; }

    /// <summary>Media type of an answer that is no JSON, such as a page; null where <see cref="Answer"/> says what is answered.</summary>
    public string? ContentType { get; init; }

    /// <summary>Codes of the errors that are this operation's own.</summary>
    public string[] Errors { get; init; } = [];
}
