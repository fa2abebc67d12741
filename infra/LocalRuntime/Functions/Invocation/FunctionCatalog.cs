using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>Finds the functions of some types, and what is wrong with their declarations.</summary>
internal static partial class FunctionCatalog
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionDescriptor> Discover(IEnumerable<Type> types)
    {
        var problems = new List<string>();
        var functions = new List<FunctionDescriptor>();
        foreach (var (method, name) in Declared(types))
        {
            if (Problem(method, name) is { } problem)
                problems.Add(problem);
            else
                functions.Add(Describe(method, name));
        }

        problems.AddRange(
            from function in functions
            group function.EntryPoint by function.Name.ToUpperInvariant() into same
            where same.Count() > 1
            select $"The name '{functions.First(function => function.Name.Equals(same.Key, StringComparison.OrdinalIgnoreCase)).Name}' is given to several functions: {string.Join(", ", same)}.");
        return problems.Count == 0 ? functions : throw StartException.OfAll(problems);
    }

    private static IEnumerable<(MethodInfo Method, string Name)> Declared(IEnumerable<Type> types) =>
        from type in types
        where type is { IsClass: true, ContainsGenericParameters: false } && (!type.IsAbstract || type.IsSealed)
        from method in type.GetMethods(Methods)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select (method, attribute.Name);

    private static string? Problem(MethodInfo method, string name)
    {
        var triggers = method.GetParameters().Count(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)));
        if (!ValidName().IsMatch(name))
            return $"The name '{name}' of {method.DeclaringType}.{method.Name} is none for a function: a letter, then up to 127 letters, digits, '_' or '-'.";
        if (method.ContainsGenericParameters)
            return $"The function '{name}' cannot start: the method is generic.";
        if (triggers != 1)
            return $"The function '{name}' cannot start: it has {triggers} triggers, and must have one.";
        return RetryProblem(method) is { } problem ? $"The function '{name}' cannot start: {problem}" : null;
    }

    /// <summary>An attribute checks its arguments when it is first asked for.</summary>
    private static string? RetryProblem(MethodInfo method)
    {
        try
        {
            _ = method.GetCustomAttribute<RetryAttribute>();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static FunctionDescriptor Describe(MethodInfo method, string name)
    {
        var parameter = method.GetParameters().Single(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)));
        return new(name, method, parameter, parameter.GetCustomAttribute<TriggerBindingAttribute>()!, method.GetCustomAttribute<RetryAttribute>());
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();
}
