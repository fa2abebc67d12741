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
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }

    private static StartException Wrong(string path, string problem, Exception? inner = null) =>
        new($"The key for tokens cannot be read from {path}, which {PlatformAuthentication.KeySetting} names: {problem}.", inner);
}
