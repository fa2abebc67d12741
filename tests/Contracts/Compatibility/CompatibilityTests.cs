using System.Reflection;
using Serverless.Contracts.Queries;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Compatibility;

/// <summary>COMPATIBILITY.md claims nothing that no test shows, and leaves out nothing that contracts show.</summary>
public sealed class CompatibilityTests
{
    private static readonly Type[] Types = typeof(CompatibilityTests).Assembly.GetTypes();
    private static readonly IReadOnlyList<CompatibilityRow> Rows = CompatibilityRow.ReadAll();

    [Fact]
    public void Every_row_names_a_test_that_exists()
    {
        Assert.True(Rows.Count > 200, $"Only {Rows.Count} rows were found.");
        Assert.Empty(Rows.Where(row => !Exists(row.ShownBy)).Select(row => row.ShownBy));
    }

    [Theory]
    [InlineData("operators.txt")]
    [InlineData("functions.txt")]
    public void Every_case_has_a_row(string file) =>
        Assert.Empty(CaseFile.Read(file).Keys.Select(name => $"{file}: {name}").Except(Rows.Select(row => row.ShownBy)));

    [Fact]
    public void Every_contract_has_a_row()
    {
        var contracts = Types.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(Contract))
            && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute))));
        var named = Rows.Select(row => row.ShownBy.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        // These two run the case files, which rows name instead.
        named.UnionWith([nameof(StatementContract), nameof(ExpressionContract)]);
        Assert.Empty(contracts.Select(type => type.Name).Except(named));
    }

    [Fact]
    public void No_row_is_there_twice() =>
        Assert.Empty(Rows.GroupBy(row => row.What).Where(group => group.Count() > 1).Select(group => group.Key));

    private static bool Exists(string test)
    {
        if (test.Split(": ") is [var file, var name])
            return CaseFile.Read(file).ContainsKey(name);
        return test.Split('.') is [var type, var method]
            && Types.Any(candidate => candidate.Name == type && candidate.GetMethod(method)?.IsDefined(typeof(FactAttribute)) == true);
    }
}
