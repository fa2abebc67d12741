using System.Runtime.CompilerServices;

namespace Serverless.Unit.Domains;

/// <summary>Texts that somebody has read and approved; they lie beside the tests.</summary>
internal static class Approved
{
    public static void Is(string file, string text, [CallerFilePath] string caller = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(caller)!, file);
        if (File.Exists(approved) && File.ReadAllText(approved) == text) return;

        var received = Path.ChangeExtension(approved, ".received.txt");
        File.WriteAllText(received, text);
        Assert.Fail($"{file} differs from {received}. If the difference is meant, the received text becomes the approved one.");
    }
}
