using System.Collections;
using System.Reflection;
using Serverless.Contracts.Queries;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Compatibility;

/// <summary>COMPATIBILITY.md claims nothing that no test shows, and leaves out nothing that the case files hold.</summary>
public sealed class CompatibilityTests
{
    private static readonly Type[] Types = typeof(CompatibilityTests).Assembly.GetTypes();

    private static readonly IReadOnlyList<CompatibilityRow> Rows = CompatibilityRow.ReadAll();

    [Fact]
    public void Every_row_names_a_test_that_exists()
    {
        Assert.True(Rows.Count > 300, $"Only {Rows.Count} rows were found.");
        Assert.Empty(Rows.Where(row => !Exists(row.Class, row.Method, row.Case)).Select(row => $"{row.Class}.{row.Method}({row.Case})"));
    }

    [Theory]
    [InlineData("statements.txt")]
    [InlineData("operators.txt")]
    [InlineData("functions.txt")]
    [InlineData("refused.txt")]
    public void Every_case_has_a_row(string file) =>
        Assert.Empty(CaseFile.Read(file).Keys.Except(Rows.Select(row => row.Case)));

    [Fact]
    public void No_row_is_there_twice() =>
        Assert.Empty(Rows.GroupBy(row => (row.What, row.Class, row.Method, row.Case)).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Every_contract_is_named()
    {
        var contracts = Types.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(Contract))
            && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute))));
        Assert.Empty(contracts.Select(type => type.Name).Except(Rows.Select(row => row.Class)));
    }

    private static bool Exists(string type, string method, string theoryCase)
    {
        var found = Types.SingleOrDefault(candidate => candidate.Name == type)?.GetMethod(method);
        if (found?.IsDefined(typeof(FactAttribute)) != true)
            return false;
        return theoryCase.Length == 0 || Cases(found).Contains(theoryCase);
    }

    /// <summary>The first argument of every row of a theory.</summary>
    private static IEnumerable<string?> Cases(MethodInfo theory) =>
        from data in theory.GetCustomAttributes<MemberDataAttribute>()
        let property = theory.DeclaringType!.GetProperty(data.MemberName)!
        from object?[] arguments in (IEnumerable)property.GetValue(null)!
        select arguments[0]?.ToString();
}
