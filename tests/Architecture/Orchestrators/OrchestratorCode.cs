using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace Serverless.Architecture.Orchestrators;

/// <summary>An orchestrator, and what in its code, or in code of ours that it calls, gives another result on replay.</summary>
internal sealed record Offence(string Orchestrator, string Place, string Api, string Kind);

/// <summary>
/// The code that runs on every replay: whatever takes an orchestration's context, be it function, class, lambda or local
/// function, with its state machine, and all methods of ours that it reaches.
/// </summary>
internal static class OrchestratorCode
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<MethodBase> Orchestrators(IEnumerable<Type> types) =>
    [
        .. from type in types
           from method in type.GetMethods(All)
           where !method.IsAbstract && method.GetParameters().Any(parameter => parameter.ParameterType.IsAssignableTo(typeof(TaskOrchestrationContext)))
           select method,
    ];

    public static IReadOnlyList<Offence> Offences(IEnumerable<Type> types) =>
    [
        .. from orchestrator in Orchestrators(types)
           from method in Reachable(orchestrator)
           from member in MethodReferences.Of(method)
           let kind = BannedApis.KindOf(member)
           where kind is not null
           select new Offence(Name(orchestrator), Name(method), Name(member), kind),
    ];

    private static List<MethodBase> Reachable(MethodBase orchestrator)
    {
        // An instance is made for each run, so its constructor is run again too.
        var reached = orchestrator.IsStatic ? [orchestrator] : orchestrator.DeclaringType!.GetConstructors(All).Prepend(orchestrator).ToList();
        var known = reached.Select(method => (method.Module, method.MetadataToken)).ToHashSet();
        for (var i = 0; i < reached.Count; i++)
            reached.AddRange(Next(reached[i]).Where(next => known.Add((next.Module, next.MetadataToken))));
        return reached;
    }

    private static IEnumerable<MethodBase> Next(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            yield return machine.StateMachineType.GetMethod("MoveNext", All)!;
        foreach (var member in MethodReferences.Of(method).Where(IsOurs))
        {
            if (member is FieldInfo { IsStatic: true } && member.DeclaringType!.TypeInitializer is { } initializer)
                yield return initializer;
            if (member is not MethodBase called)
                continue;
            yield return called;
            foreach (var implementation in Implementations(called))
                yield return implementation;
        }
    }

    /// <summary>A call through an interface or a base class may run any of them.</summary>
    private static IEnumerable<MethodBase> Implementations(MethodBase called)
    {
        if (!called.IsVirtual || called.IsFinal || called.DeclaringType is not { } declaring || declaring.ContainsGenericParameters)
            return [];
        var heirs = called.Module.Assembly.GetTypes().Where(type =>
            type.IsClass && type != declaring && !type.ContainsGenericParameters && type.IsAssignableTo(declaring));
        return declaring.IsInterface
            ? heirs.SelectMany(type => Mapped(type, declaring, called))
            : heirs.SelectMany(type => type.GetMethods(All).Where(method => method.GetBaseDefinition() == ((MethodInfo)called).GetBaseDefinition()));
    }

    private static IEnumerable<MethodBase> Mapped(Type type, Type declaring, MethodBase called)
    {
        var map = type.GetInterfaceMap(declaring);
        return map.TargetMethods.Where((_, i) => map.InterfaceMethods[i].MetadataToken == called.MetadataToken);
    }

    private static bool IsOurs(MemberInfo member) =>
        member.Module.Assembly.GetName().Name is { } name
        && name.StartsWith("Serverless.", StringComparison.Ordinal) && name != "Serverless.LocalRuntime";

    private static string Name(MemberInfo member) => $"{member.DeclaringType}.{member.Name}";
}
