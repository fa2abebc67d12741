using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>The key that signs development tokens, as base64 in a file that only its owner reads.</summary>
internal static class KeyFile
{
    private const int Length = 32;

    public static byte[] ReadOrMake(string path)
    {
        try
        {
            if (!File.Exists(path))
                Make(path);
            var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return key.Length >= Length ? key : throw Wrong(path, $"it holds {key.Length} bytes, and must hold {Length} at least");
        }
        catch (FormatException e)
        {
            throw Wrong(path, "it is not base64", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, e.Message, e);
        }
    }

    /// <summary>Whole under another name first, so that nobody reads half a key; of two processes that make it, one wins.</summary>
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var made = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(made, options))
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        try
        {
            Name(made, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other's key is the one.
        }
        finally
        {
            File.Delete(made);
        }
    }

    /// <summary>Gives a file a second name, if no file has it. On Unix, <see cref="File.Move(string, string, bool)"/> looks for one and then renames, and may replace it.</summary>
    /// <exception cref="IOException">There is one, or the file system knows no second names.</exception>
    internal static void Name(string made, string path)
    {
        if (OperatingSystem.IsWindows())
            File.Move(made, path, overwrite: false);
        else if (Link(made, path) != 0)
            throw new IOException($"{path} cannot be made", new Win32Exception(Marshal.GetLastPInvokeError()));
    }

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    private static StartException Wrong(string path, string problem, Exception? inner = null) =>
        new($"The key for tokens cannot be read from {path}, which {PlatformAuthentication.KeySetting} names: {problem}.", inner);
}
