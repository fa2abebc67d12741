using System.Security.Cryptography;
using System.Text;

namespace Serverless.Functions.Platform;

/// <summary>
/// The page at /api/docs: one answer that needs nothing from elsewhere. Its policy lets the browser run exactly this script
/// and style, by their hashes, and talk to nobody but this app.
/// </summary>
internal sealed record DocsPage(StaticAnswer Html, string ContentSecurityPolicy)
{
    /// <summary>In the order in which they need each other.</summary>
    private static readonly string[] Scripts = ["elements.js", "schemas.js", "session.js", "requests.js", "answers.js", "operations.js", "page.js"];

    public static DocsPage Compose()
    {
        var style = Read("style.css");
        var script = string.Concat(Scripts.Select(Read));
        var html = Read("page.html").Replace("/* style */", style, StringComparison.Ordinal).Replace("/* script */", script, StringComparison.Ordinal);
        return new(
            new StaticAnswer(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8"),
            $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; connect-src 'self'; img-src data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var stream = typeof(DocsPage).Assembly.GetManifestResourceStream($"Docs/{name}") ?? throw new InvalidOperationException($"The page has no {name}.");
        using var reader = new StreamReader(stream);
        // Browsers hash what they have parsed, and they parse every line end as this one.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
