namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The cookies of an answer.</summary>
public abstract class HttpCookies
{
    protected HttpCookies()
    {
    }

    public abstract void Append(string name, string value);

    public abstract void Append(IHttpCookie cookie);

    public abstract IHttpCookie CreateNew();
}

public interface IHttpCookie
{
    string? Domain { get; }

    DateTimeOffset? Expires { get; }

    bool? HttpOnly { get; }

    /// <summary>In seconds.</summary>
    double? MaxAge { get; }

    string Name { get; }

    string? Path { get; }

    SameSite SameSite { get; }

    bool? Secure { get; }

    string Value { get; }
}

public sealed class HttpCookie : IHttpCookie
{
    public HttpCookie(string name, string value)
    {
        Name = name;
        Value = value;
    }

    public string? Domain { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public bool? HttpOnly { get; set; }

    public double? MaxAge { get; set; }

    public string Name { get; set; }

    public string? Path { get; set; }

    public SameSite SameSite { get; set; }

    public bool? Secure { get; set; }

    public string Value { get; set; }
}

public enum SameSite
{
    None,
    Lax,
    Strict,
    ExplicitNone,
}
