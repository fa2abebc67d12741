using System.Diagnostics;
using System.Text.Json;

namespace Serverless.Architecture.Bicep;

/// <summary>tree-sitter-bicep, which runs in Node.js: installed once, as its lock file pins it, and nothing in it is compiled.</summary>
internal static class BicepParser
{
    private static readonly string Source = Path.Combine(Repository.Root, "tests/Architecture/Bicep/parser");
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>All at once: the start of the parser takes longer than the parsing.</summary>
    public static async Task<IReadOnlyList<BicepFile>> ParseAsync(params IReadOnlyList<(string Name, string Text)> files)
    {
        var answer = await RunAsync("node", ["parse.mjs"], await Installed.Value, JsonSerializer.Serialize(files.Select(file => new { name = file.Name, text = file.Text })));
        using var parsed = JsonDocument.Parse(answer);
        return [.. parsed.RootElement.EnumerateArray().Zip(files, (one, file) => new BicepFile(file.Name, SyntaxNode.Of(one.GetProperty("root"), file.Text)))];
    }

    private static async Task<string> InstallAsync()
    {
        var target = Path.Combine(Repository.Root, ".local", "bicep-parser");
        if (!IsCurrent(target))
        {
            // Beside its place until it is whole: an installation that was interrupted must not pass for one.
            var work = Directory.CreateDirectory($"{target}.{Environment.ProcessId}").FullName;
            foreach (var file in Directory.GetFiles(Source)) File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"], work, input: "");
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            Directory.Move(work, target);
        }

        return target;
    }

    private static bool IsCurrent(string target) => Directory.GetFiles(Source).All(file =>
        Path.Combine(target, Path.GetFileName(file)) is var copy && File.Exists(copy) && File.ReadAllText(copy) == File.ReadAllText(file));

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"'{program} {arguments[0]}' failed: {await error}");
    }
}
