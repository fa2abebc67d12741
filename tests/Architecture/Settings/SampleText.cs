using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serverless.Architecture.Settings;

/// <summary>The settings of a developer's machine, all but the first in comments, with what they mean.</summary>
internal static class SampleText
{
    private const int Width = 116;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Lines(IReadOnlyList<Setting> settings)
    {
        var runtime = settings.Single(setting => setting.Name == "FUNCTIONS_WORKER_RUNTIME");
        return
        [
            "// Copy this to local.settings.json and take the comment marks off what you need. './run' works without it: it starts a",
            "// database, blobs and a message broker on this machine and gives the app their addresses. What has a value here is used",
            "// instead, and not started. docs/settings.md is the list of all settings.",
            "{",
            "  \"IsEncrypted\": false,",
            "  \"Values\": {",
            $"    \"{runtime.Name}\": \"{runtime.Example}\"",
            .. settings.Where(setting => setting != runtime).SelectMany(Lines),
            "  },",
            "  \"Host\": {",
            "    // './run --port' wins over this.",
            "    \"LocalHttpPort\": 7071",
            "  }",
            "}",
        ];
    }

    private static IEnumerable<string> Lines(Setting setting) =>
    [
        "",
        .. Wrapped(setting.Means).Select(line => $"    // {line}"),
        $"    // , \"{setting.Name}\": {JsonSerializer.Serialize(setting.Example ?? setting.Default, Plain)}",
    ];

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
