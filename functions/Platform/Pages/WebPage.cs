using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Serverless.Cloud.Http;

namespace Serverless.Functions.Platform.Pages;

/// <summary>
/// A page that is one answer and needs nothing from elsewhere. Its policy lets the browser run exactly this script and style, by
/// their hashes, and talk to nobody but this app.
/// </summary>
internal sealed class WebPage
{
    private readonly StaticAnswer _html;
    private readonly string _policy;

    /// <param name="folder">Where <c>body.html</c> and <c>style.css</c> lie, and in <c>tools.html</c> what stands at the top.</param>
    /// <param name="parts">Scripts, and styles that other pages have too, in the order in which they need each other; with a folder where they are not the page's own.</param>
    public WebPage(string folder, string title, params IReadOnlyList<string> parts)
    {
        List<string> all = ["Pages/base.css", "Pages/elements.js", "Pages/session.js", .. parts.Select(part => part.Contains('/', StringComparison.Ordinal) ? part : $"{folder}/{part}"), $"{folder}/style.css"];
        var style = string.Concat(all.Where(part => part.EndsWith(".css", StringComparison.Ordinal)).Select(Read));
        var script = string.Concat(all.Where(part => part.EndsWith(".js", StringComparison.Ordinal)).Select(Read));
        var html = Read("Pages/shell.html")
            .Replace("<!-- title -->", title, StringComparison.Ordinal)
            .Replace("<!-- tools -->", Read($"{folder}/tools.html").TrimEnd(), StringComparison.Ordinal)
            .Replace("<!-- body -->", Read($"{folder}/body.html").TrimEnd(), StringComparison.Ordinal)
            .Replace("/* style */", style, StringComparison.Ordinal)
            .Replace("/* script */", script, StringComparison.Ordinal);
        _html = new StaticAnswer(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");
        _policy = $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    }

    /// <summary>At an address that has what the page shows for programs, too.</summary>
    public IResult AnswerOr<T>(HttpRequest request, Func<T> forPrograms)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(forPrograms);
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        return IsWanted(request) ? Answer(request) : Answers.Of(forPrograms());
    }

    public IResult Answer(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = _policy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return _html.Result(request);
    }

    /// <summary>A browser names pages before all else, and a page's own script takes anything.</summary>
    private static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.MaxBy(type => type.Quality ?? 1) is { } first && first.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var stream = typeof(WebPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no {name}.");
        using var reader = new StreamReader(stream);
        // Browsers hash what they have parsed, and they parse every line end as this one.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
