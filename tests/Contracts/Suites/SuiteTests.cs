using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Suites;

/// <summary>Every contract runs on every backend.</summary>
public sealed class SuiteTests
{
    private static readonly Type[] Types = typeof(SuiteTests).Assembly.GetTypes();

    public static TheoryData<Type> Backends =>
        [.. Types.Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Backend)))];

    [Theory]
    [MemberData(nameof(Backends))]
    public void No_backend_lacks_a_contract(Type backend)
    {
        var contracts = Types.Where(IsContract).ToHashSet();
        var covered = Types
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Contract)) && Presence.BackendOf(type) == backend)
            .Select(type => type.BaseType!).ToHashSet();

        Assert.True(contracts.Count > 30, $"Only {contracts.Count} contracts were found.");
        Assert.Empty(contracts.Except(covered).Select(type => type.Name));
    }

    private static bool IsContract(Type type) =>
        type.IsAbstract && type.IsSubclassOf(typeof(Contract)) && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute), inherit: true));
}
