namespace Serverless.Architecture.Deployment;

/// <summary>A file that is made of declarations, and stands beside them for others to read.</summary>
internal static class Generated
{
    /// <summary>Fails where the file does not say what the declarations do, and leaves beside it what it should say.</summary>
    public static void Check(string path, string text)
    {
        var (current, received) = (Path.Combine(Repository.Root, path), Path.Combine(Repository.Root, Path.ChangeExtension(path, ".received.txt")));
        if (File.Exists(current) && File.ReadAllText(current) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{path} is not what the declarations say. Where they are right: mv {Repository.Relative(received)} {path}");
    }
}
