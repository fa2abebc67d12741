using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;

namespace Serverless.Acceptance.Privacy;

/// <summary>
/// Sealed texts, wherever they stand in files, and what the keys that there are make of them. A text opens with its key at its own place
/// only; here it need not: the cipher is counter mode below its tag, and whoever has the key reads it without.
/// </summary>
internal sealed partial class SealedTexts
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int BlockSize = 16;

    private readonly HashSet<(string KeyId, string Body)> _texts = [];

    public static SealedTexts In(params IEnumerable<string> folders)
    {
        var found = new SealedTexts();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))) found.Add(Encoding.Latin1.GetString(Scanner.Read(file)));
        return found;
    }

    public static SealedTexts InText(string content)
    {
        var found = new SealedTexts();
        found.Add(content);
        return found;
    }

    public static SealedTexts In(StoredDocuments documents)
    {
        var found = new SealedTexts();
        foreach (var document in documents.Values) found.Add(document);
        return found;
    }

    /// <returns>Ids of the keys that have sealed those of which one of the keys makes a text that is looked for.</returns>
    public IReadOnlyList<string> OpenedBy(IEnumerable<byte[]> keys, Scanner scanner) =>
        [.. keys.SelectMany(key => _texts.Where(text => scanner.In("a sealed text", Decrypt(key, text.Body)).Count > 0)).Select(text => text.KeyId).Distinct()];

    /// <summary>The keys of all subjects that have one, as whoever has the store and the tenants' keys could read them.</summary>
    /// <param name="folder">Of the tenants' keys.</param>
    public static async Task<IReadOnlyList<byte[]>> KeysAsync(string store, string folder)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Cosmos", store), new("Keys:Folder", folder)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddCosmos(settings).AddKeys(settings).BuildServiceProvider();
        var keys = services.GetRequiredService<SubjectKeys>();
        var found = new List<byte[]>();
        foreach (var subject in (await StoredDocuments.ReadAsync(store)).Keys.Where(at => at.Container == "keys").Select(at => (at.TenantId, at.SubjectId)).Distinct())
        {
            if (await keys.FindAsync(subject.TenantId, subject.SubjectId, CancellationToken.None) is { } key) found.Add(key.Export());
        }

        return found;
    }

    private void Add(string content)
    {
        foreach (Match text in Form().Matches(content)) _texts.Add((text.Groups["key"].Value, text.Groups["body"].Value));
    }

    private static byte[] Decrypt(byte[] key, string body)
    {
        // A text that is cut off by the end of a page is read as far as it goes; what a whole one loses is of its tag.
        var box = Base64Url.DecodeFromChars(body.AsSpan(0, body.Length / 4 * 4));
        using var aes = Aes.Create();
        aes.Key = key;
        var (counter, plain) = (new byte[BlockSize], new byte[Math.Max(0, box.Length - NonceSize - TagSize)]);
        box.AsSpan(0, NonceSize).CopyTo(counter);
        for (var at = 0; at < plain.Length; at += BlockSize)
        {
            // The first is for the tag.
            BinaryPrimitives.WriteInt32BigEndian(counter.AsSpan(NonceSize), 2 + (at / BlockSize));
            var stream = aes.EncryptEcb(counter, PaddingMode.None);
            for (var i = 0; i < BlockSize && at + i < plain.Length; i++) plain[at + i] = (byte)(box[NonceSize + at + i] ^ stream[i]);
        }

        return plain;
    }

    [GeneratedRegex(@"v1\.(?<key>[0-9a-f]{32})\.(?<body>[A-Za-z0-9_-]{40,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Form();
}
