using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Serverless.Cloud.Keys;

/// <summary>A folder with one file per tenant. A file appears whole or not at all, and is never written again.</summary>
internal sealed class TenantKeyFiles(string folder, TimeProvider time)
{
    private const int KeySize = 32;

    /// <returns>The key is a copy, for the caller to clear.</returns>
    public async Task<(Guid Id, byte[] Key)> ReadOrMakeAsync(string tenantId, CancellationToken cancellation)
    {
        if (await ReadAsync(tenantId, cancellation) is { } known) return known;
        await MakeAsync(tenantId, cancellation);
        return await ReadAsync(tenantId, cancellation) ?? throw new TenantKeyException(tenantId, "its file was there and is gone");
    }

    public async Task<(Guid Id, byte[] Key)?> ReadAsync(string tenantId, CancellationToken cancellation)
    {
        var path = PathOf(tenantId);
        try
        {
            var file = JsonSerializer.Deserialize<Content>(await File.ReadAllBytesAsync(path, cancellation), JsonSerializerOptions.Web);
            return file is { Key.Length: KeySize } ? (file.Id, file.Key) : throw new TenantKeyException(tenantId, $"{path} holds no key");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        // The message of the parser may show what stands in the file, so it is not passed on.
        catch (JsonException)
        {
            throw new TenantKeyException(tenantId, $"{path} is not what was written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TenantKeyException(tenantId, $"{path} cannot be read", e);
        }
    }

    /// <summary>Whole under another name first; of several processes that do so at the same time, one gets the name.</summary>
    private async Task MakeAsync(string tenantId, CancellationToken cancellation)
    {
        var path = PathOf(tenantId);
        var made = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(made, cancellation);
            try
            {
                Name(made, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // The other's key is the tenant's.
            }
            finally
            {
                File.Delete(made);
            }

            // Once more under its name: what the key wraps must not outlive it, and the name is to be on the disk as well.
            await using var named = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            named.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TenantKeyException(tenantId, $"{path} cannot be written", e);
        }
    }

    private async Task WriteAsync(string path, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var key = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            await using var file = new FileStream(path, options);
            await JsonSerializer.SerializeAsync(file, new Content(Guid.NewGuid(), key, time.GetUtcNow()), JsonSerializerOptions.Web, cancellation);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// Gives a file a second name, if no file has it. On Unix, <see cref="File.Move(string, string, bool)"/> looks for one and then renames:
    /// what another process has put there in between would be gone, and with it all that its key has sealed.
    /// </summary>
    /// <exception cref="IOException">There is one, or the file system knows no second names.</exception>
    internal static void Name(string made, string path)
    {
        if (OperatingSystem.IsWindows()) File.Move(made, path, overwrite: false);
        else if (Link(made, path) != 0) throw new IOException($"{path} cannot be made", new Win32Exception(Marshal.GetLastPInvokeError()));
    }

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    /// <summary>Tenants have names that name a file: <see cref="KeyPlace"/> admits no others.</summary>
    private string PathOf(string tenantId) => Path.Combine(folder, $"{tenantId}.json");

    private sealed record Content(Guid Id, byte[] Key, DateTimeOffset CreatedAt);
}
