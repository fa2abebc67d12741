using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Starting;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy.Scanning;

/// <summary>A search that finds nothing proves something only where it would have found something.</summary>
public sealed class ScannerTests
{
    private static readonly JsonSerializerOptions Loose = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What programs do to a text, by their own means.</summary>
    private static readonly Dictionary<string, Func<string, byte[]>> Programs = new()
    {
        ["as it is"] = Encoding.UTF8.GetBytes,
        ["as Windows does"] = Encoding.Unicode.GetBytes,
        ["as the network does"] = Encoding.BigEndianUnicode.GetBytes,
        ["in an old code page"] = Encoding.Latin1.GetBytes,
        ["in capitals"] = text => Encoding.UTF8.GetBytes(text.ToUpperInvariant()),
        ["in small letters"] = text => Encoding.UTF8.GetBytes(text.ToLowerInvariant()),
        ["without accents"] = text => Encoding.UTF8.GetBytes(Kernel.Values.PlainLetters.Of(text)),
        ["with accents on their own"] = text => Encoding.UTF8.GetBytes(text.Replace("á", "a\u0301", StringComparison.Ordinal).Replace("ö", "o\u0308", StringComparison.Ordinal)),
        ["in hex"] = text => Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(text))),
        ["in small hex"] = text => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        ["in hex of UTF-16"] = text => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.Unicode.GetBytes(text))),
        ["in a URL"] = text => Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)),
        ["in a form"] = text => Encoding.ASCII.GetBytes(WebUtility.UrlEncode(text).ToLowerInvariant()),
        ["in JSON"] = text => JsonSerializer.SerializeToUtf8Bytes(text),
        ["in loose JSON"] = text => JsonSerializer.SerializeToUtf8Bytes(text, Loose),
        ["in JSON in JSON"] = text => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Serialize(text)),
        ["in HTML"] = text => Encoding.UTF8.GetBytes(WebUtility.HtmlEncode(text)),
        ["in strict HTML"] = text => Encoding.UTF8.GetBytes(HtmlEncoder.Default.Encode(text)),
        ["in base64"] = text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        ["in base64 of UTF-16"] = text => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Unicode.GetBytes(text))),
        ["in base64url"] = text => Base64Url.EncodeToUtf8(Encoding.UTF8.GetBytes(text)),
    };

    public static TheoryData<string> Forms => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    [Trait("Requirement", "S129")]
    public void What_is_left_in_clear_is_found_in_whatever_form_and_wherever_it_begins(string form)
    {
        var scanner = new Scanner(Canary.Texts);
        foreach (var before in new[] { "", "1", "12", "123" })
        {
            var bytes = Programs[form]($"{before}{Canary.Word}9");
            byte[] among = [.. new byte[7000], .. bytes, .. new byte[5000]];
            Assert.NotEmpty(scanner.In("memory", among));
        }
    }

    [Fact]
    public void What_is_not_there_is_not_found() =>
        Assert.Empty(new Scanner(Canary.Texts).In("memory", Encoding.UTF8.GetBytes("Kanarien vogel, 4998, 17:43.8391, S2Fuw6FyaWVu")));

    /// <summary>With the very store that is searched: while it is open, and after it was closed.</summary>
    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_is_stored_unsealed_is_found_in_the_files_of_the_store()
    {
        using var data = new TemporaryFolder();
        var scanner = new Scanner(Canary.Texts);
        await using (var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { DataDirectory = data.Path }))
        {
            using var client = new CosmosClient(cosmos.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
            Database database = await client.CreateDatabaseAsync("d");
            Container container = await database.CreateContainerAsync("c", "/id");
            await container.CreateItemAsync(new { id = "1", text = $"Dear {Canary.Word}" });
            Assert.NotEmpty(scanner.InFolder(data.Path));
        }

        Assert.NotEmpty(scanner.InFolder(data.Path));
    }
}
