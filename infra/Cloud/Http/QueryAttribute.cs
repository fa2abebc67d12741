namespace Serverless.Cloud.Http;

/// <summary>A parameter that a function reads from the query string, beside those of paging.</summary>
/// <param name="meaning">One sentence, for the API's description; none where it is a field of the answered records, and narrows the list.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, string? meaning = null) : Attribute
{
    public string Name => name;

    public string? Meaning => meaning;

    /// <summary>A scalar or an enumeration.</summary>
    public Type Type { get; init; } = typeof(string);

    public bool IsRequired { get; init; }
}
