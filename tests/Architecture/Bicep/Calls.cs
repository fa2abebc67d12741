namespace Serverless.Architecture.Bicep;

/// <summary>What files ask of each other: a module is given what it takes, and gives what is asked of it.</summary>
internal static class Calls
{
    public static IEnumerable<string> Problems(IReadOnlyList<BicepFile> files)
    {
        var byName = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var module in file.Modules)
            {
                var path = PathFrom(file, module.Path);
                foreach (var problem in byName.TryGetValue(path, out var called) ? Problems(file, module, called) : [$"there is no {path}"])
                    yield return $"{file.Name}:{module.Node.Line}: {problem}";
            }

            foreach (var problem in file.IsParameters ? Given(file, byName) : [])
                yield return $"{file.Name}:1: {problem}";
            foreach (var path in Loaded(file).Where(path => !File.Exists(Path.Combine(Repository.Root, path))))
                yield return $"{file.Name}:1: there is no {path}";
        }

        var reached = files.SelectMany(file => file.Modules.Select(module => PathFrom(file, module.Path))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Name.Contains("/modules/", StringComparison.Ordinal) && !reached.Contains(file.Name)))
            yield return $"{file.Name}:1: nothing deploys it";
    }

    /// <summary>Files that a file reads.</summary>
    public static IEnumerable<string> Loaded(BicepFile file) => file.Root.All
        .Where(node => node.Type == "call_expression" && node.Children[0].Text == "loadJsonContent")
        .Select(node => PathFrom(file, node.All.First(part => part.Type == "string").Unquoted));

    private static IEnumerable<string> Problems(BicepFile file, Declared module, BicepFile called)
    {
        foreach (var name in called.Parameters.Where(parameter => !parameter.HasDefault && !module.Arguments.ContainsKey(parameter.Name)).Select(parameter => parameter.Name))
            yield return $"{module.Name} is not given '{name}'";
        foreach (var name in module.Arguments.Keys.Except(called.Parameters.Select(parameter => parameter.Name)))
            yield return $"{module.Name} takes no '{name}'";
        // module.outputs.name
        var asked = file.Root.All.Where(node => node.Type == "member_expression" && node.Text.StartsWith($"{module.Name}.outputs.", StringComparison.Ordinal)).Select(node => node.Text.Split('.')[2]).Distinct();
        foreach (var name in asked.Except(called.Outputs.Select(output => output.Name)))
            yield return $"{module.Name} has no output '{name}'";
    }

    /// <summary>What a file of parameters gives, and the file that it belongs to takes.</summary>
    private static IEnumerable<string> Given(BicepFile file, Dictionary<string, BicepFile> files)
    {
        var path = PathFrom(file, file.Root.All.First(node => node.Type == "using_statement").Children[0].Unquoted);
        if (!files.TryGetValue(path, out var main)) return [$"there is no {path}"];
        var given = file.Variables.Where(Names.IsGiven).Select(one => one.Name).ToList();
        return
        [
            .. main.Parameters.Where(parameter => !parameter.HasDefault && !given.Contains(parameter.Name)).Select(parameter => $"'{parameter.Name}' is not given"),
            .. given.Except(main.Parameters.Select(parameter => parameter.Name)).Select(name => $"there is no parameter '{name}'"),
        ];
    }

    private static string PathFrom(BicepFile file, string path) =>
        Repository.Relative(Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file.Name)!, path)));
}
