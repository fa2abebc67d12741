using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Cloud.Keys;

/// <summary>
/// Tenants' keys as files, one per tenant, for runs on one machine: <c>FOLDER/TENANT.key</c>, 32 random bytes that only their
/// owner may read. Wraps by AES-256-GCM. Processes that need a tenant's first key at the same time agree on one.
/// </summary>
public sealed partial class FileTenantKey(string folder) : ITenantKey
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const string By = "file";

    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    public Task<WrappedKey> WrapAsync(string tenantId, ReadOnlyMemory<byte> material, CancellationToken cancellation)
    {
        var box = new byte[NonceSize + material.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(KeyOf(tenantId), TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), material.Span, box.AsSpan(NonceSize, material.Length), box.AsSpan(NonceSize + material.Length), Encoding.UTF8.GetBytes(tenantId));
        return Task.FromResult(new WrappedKey(By, box));
    }

    public Task<byte[]> UnwrapAsync(string tenantId, WrappedKey wrapped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        var box = wrapped.Material.AsSpan();
        if (wrapped.By != By || box.Length < NonceSize + TagSize)
            throw new CryptographicException("The key was not wrapped by a file of this machine.");
        var material = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(KeyOf(tenantId), TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], material, Encoding.UTF8.GetBytes(tenantId));
        return Task.FromResult(material);
    }

    private byte[] KeyOf(string tenantId) => _keys.GetOrAdd(tenantId, ReadOrCreate);

    private byte[] ReadOrCreate(string tenantId)
    {
        // The name of a file: nothing that leads out of the folder, nothing that two tenants could share.
        if (!TenantId().IsMatch(tenantId)) throw new ArgumentException("A tenant id has lower case letters, digits and hyphens.", nameof(tenantId));
        var path = Path.Combine(folder, tenantId + ".key");
        if (!File.Exists(path)) Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == KeySize ? key : throw new CryptographicException($"The file {path} does not hold a key of {KeySize} bytes.");
    }

    /// <summary>Whole or not at all, and never in place of another's: a link does not overwrite.</summary>
    private void Create(string path)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".new");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeySize));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        // Another process was first; its key is the tenant's.
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantId();
}
