using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Serverless.Contracts.Running;

/// <summary>Decides whether a test exists on the backend of its class.</summary>
internal static class Presence
{
    public static bool Of(ITestMethod method, IAttributeInfo attribute)
    {
        var backend = BackendOf(method.TestClass.Class.ToRuntimeType());
        var offer = backend?.GetCustomAttribute<OffersAttribute>();
        if (offer is null)
            return true;

        var needs = attribute.GetNamedArgument<Capability>(nameof(ContractFactAttribute.Needs));
        return offer.Capability.HasFlag(needs)
            && (offer.WhenSet is null || Environment.GetEnvironmentVariable(offer.WhenSet) is { Length: > 0 });
    }

    /// <summary>The backend is what the only constructor of a contract class asks for.</summary>
    public static Type? BackendOf(Type contract) =>
        contract.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .FirstOrDefault(type => type.IsSubclassOf(typeof(Backends.Backend)));
}
