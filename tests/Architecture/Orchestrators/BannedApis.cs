using System.Reflection;

namespace Serverless.Architecture.Orchestrators;

/// <summary>What an orchestrator must not use, by what it would bring in; its context offers a durable counterpart of each.</summary>
internal static class BannedApis
{
    public const string Clock = "clock";
    public const string Chance = "random value";
    public const string Outside = "input or output";
    public const string Threads = "other threads";
    public const string Surroundings = "environment";

    /// <summary>Members of these that are not named are allowed; no names at all ban the whole type with its heirs.</summary>
    private static readonly Dictionary<string, (string Kind, string[] Members)> Types = new(StringComparer.Ordinal)
    {
        ["System.DateTime"] = (Clock, ["get_Now", "get_UtcNow", "get_Today"]),
        ["System.DateTimeOffset"] = (Clock, ["get_Now", "get_UtcNow"]),
        ["System.TimeZoneInfo"] = (Clock, ["get_Local"]),
        ["System.TimeProvider"] = (Clock, []),
        ["System.Diagnostics.Stopwatch"] = (Clock, []),
        ["System.Random"] = (Chance, []),
        ["System.Guid"] = (Chance, ["NewGuid", "CreateVersion7"]),
        ["System.Security.Cryptography.RandomNumberGenerator"] = (Chance, []),
        ["System.IO.File"] = (Outside, []),
        ["System.IO.FileSystemInfo"] = (Outside, []),
        ["System.IO.FileStream"] = (Outside, []),
        ["System.IO.RandomAccess"] = (Outside, []),
        ["System.IO.StreamReader"] = (Outside, []),
        ["System.IO.StreamWriter"] = (Outside, []),
        ["System.IO.Directory"] = (Outside, []),
        ["System.IO.DriveInfo"] = (Outside, []),
        ["System.IO.FileSystemWatcher"] = (Outside, []),
        ["System.IO.Path"] = (Outside, ["GetTempFileName", "GetTempPath", "GetRandomFileName"]),
        ["System.Console"] = (Outside, []),
        ["System.Diagnostics.Process"] = (Outside, []),
        ["System.Net.Dns"] = (Outside, []),
        ["System.Net.WebRequest"] = (Outside, []),
        ["System.Net.Http.HttpMessageInvoker"] = (Outside, []),
        ["System.Net.Http.HttpMessageHandler"] = (Outside, []),
        ["System.Net.Http.IHttpClientFactory"] = (Outside, []),
        ["System.Threading.Thread"] = (Threads, []),
        ["System.Threading.ThreadPool"] = (Threads, []),
        ["System.Threading.Timer"] = (Threads, []),
        ["System.Threading.PeriodicTimer"] = (Threads, []),
        ["System.Threading.SemaphoreSlim"] = (Threads, []),
        ["System.Threading.WaitHandle"] = (Threads, []),
        ["System.Threading.CancellationTokenSource"] = (Threads, ["CancelAfter", "CancelAsync"]),
        ["System.Threading.Tasks.Parallel"] = (Threads, []),
        ["System.Threading.Tasks.TaskFactory"] = (Threads, []),
        ["System.Threading.Tasks.Task"] =
            (Threads, ["Run", "Delay", "Yield", "ContinueWith", "ConfigureAwait", "WaitAsync", "Wait", "WaitAll", "WaitAny", "Start", "get_Factory"]),
    };

    private static readonly (string Namespace, string Kind)[] Namespaces =
    [
        ("System.Net.Sockets", Outside),
        ("System.Net.WebSockets", Outside),
        ("System.Net.Mail", Outside),
        ("System.IO.Pipes", Outside),
        ("System.Data", Outside),
        ("Microsoft.Data", Outside),
        ("Microsoft.Azure.Cosmos", Outside),
        ("Azure.Storage", Outside),
        ("Azure.Messaging", Outside),
        ("Azure.Security", Outside),
        ("Microsoft.DurableTask.Client", Outside),
    ];

    /// <returns>Null for what is allowed.</returns>
    public static string? KindOf(MemberInfo member)
    {
        if (member.DeclaringType is not { } declaring)
            return null;
        if (declaring == typeof(Environment))
            return KindOfEnvironment(member);
        if (member is ConstructorInfo made && declaring == typeof(CancellationTokenSource))
            return made.GetParameters().Length == 0 ? null : Threads;
        var named = Namespaces.FirstOrDefault(one => IsWithin(declaring.Namespace, one.Namespace));
        return named.Kind ?? Lineage(declaring).Select(type => KindOf(type, member)).FirstOrDefault(kind => kind is not null);
    }

    private static string? KindOf(Type type, MemberInfo member) =>
        Types.TryGetValue(type.FullName ?? "", out var ban) && (ban.Members.Length == 0 || ban.Members.Contains(member.Name, StringComparer.Ordinal))
            ? ban.Kind
            : null;

    private static string? KindOfEnvironment(MemberInfo member) => member.Name switch
    {
        "get_TickCount" or "get_TickCount64" => Clock,
        // Iterators ask for the thread's number to know whether they may use themselves as their enumerator.
        "get_NewLine" or "get_CurrentManagedThreadId" => null,
        _ => Surroundings,
    };

    private static IEnumerable<Type> Lineage(Type type)
    {
        foreach (var implemented in type.GetInterfaces())
            yield return implemented;
        for (var one = type; one is not null; one = one.BaseType)
            yield return one;
    }

    private static bool IsWithin(string? name, string outer) =>
        name is not null && (name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal));
}
