using System.Reflection;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

/// <summary>Whom a function answers, as its attributes say.</summary>
/// <param name="Roles">None where anyone may call, or nobody.</param>
/// <param name="WhyAnyone">Null where a caller is needed.</param>
public sealed record Admission(IReadOnlyList<Role> Roles, string? WhyAnyone)
{
    /// <summary>For a function that says nothing.</summary>
    public static readonly Admission Nobody = new([], WhyAnyone: null);

    public bool IsAnyone => WhyAnyone is not null;

    public bool IsNobody => !IsAnyone && Roles.Count == 0;

    internal static Admission Of(MethodInfo method, string name)
    {
        var allow = method.GetCustomAttribute<AllowAttribute>();
        var anyone = method.GetCustomAttribute<AllowAnyoneAttribute>();
        if (allow is not null && anyone is not null)
            throw new InvalidOperationException($"The function '{name}' has [Allow] and [AllowAnyone], and may have one of them.");
        if (anyone is not null)
            return string.IsNullOrWhiteSpace(anyone.Why) ? throw new InvalidOperationException($"[AllowAnyone] of the function '{name}' gives no reason.") : new([], anyone.Why);
        return allow is null ? Nobody : new(allow.Roles, WhyAnyone: null);
    }

    /// <summary>Whether the caller may call at all; learners that own nothing but themselves: <see cref="CoversSubject"/>.</summary>
    internal bool Covers(Caller caller) => Roles.Any(caller.Is);

    /// <summary>A learner's role opens the learner's own data only; any other of the caller's roles that is allowed opens all of the tenant.</summary>
    internal bool CoversSubject(Caller caller, Guid personId) =>
        caller.Is(personId) ? Covers(caller) : Roles.Any(role => role != Role.Learner && caller.Is(role));
}
