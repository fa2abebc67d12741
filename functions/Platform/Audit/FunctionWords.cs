using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;

namespace Serverless.Functions.Platform.Audit;

/// <summary>What functions do, in words for people who did not write them.</summary>
internal static partial class FunctionWords
{
    private static readonly Lazy<FrozenDictionary<string, string>> Summaries = new(() => (
        from type in typeof(FunctionWords).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let operation = method.GetCustomAttribute<OperationAttribute>()
        where function is not null && operation is not null
        select (function.Name, operation.Summary)).ToFrozenDictionary(one => one.Name, one => one.Summary, StringComparer.Ordinal));

    /// <summary>What runs by itself, or is there no more, has only its name to tell.</summary>
    public static string Of(string function) => Summaries.Value.GetValueOrDefault(function) ?? Humps().Replace(function, " ");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
