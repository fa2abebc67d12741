using System.Reflection;
using Serverless.Architecture.Surface;

namespace Serverless.Architecture;

/// <summary>
/// The app is compiled against LocalRuntime here and against Microsoft's packages for Azure, so what LocalRuntime offers
/// must be a part of what those offer, spelled the same. <c>Api/</c> lists the packages' public surface.
/// </summary>
public sealed class LocalRuntimeSurfaceTests
{
    private const string Ours = "Serverless.LocalRuntime";

    private static readonly Assembly Runtime = Assembly.Load("Serverless.LocalRuntime");

    private static readonly HashSet<string> Real = Repository.Files("tests/Architecture/Api", "*.txt")
        .SelectMany(File.ReadLines)
        .Where(line => !line.StartsWith('#'))
        .ToHashSet(StringComparer.Ordinal);

    private static readonly List<Type> Offered =
        [.. Runtime.GetTypes().Where(SurfaceReader.IsVisible).Where(type => type.Namespace?.StartsWith(Ours, StringComparison.Ordinal) != true)];

    /// <summary>What must be found in the assembly, so that a moved or emptied namespace cannot pass for a subset.</summary>
    public static TheoryData<string> Namespaces =>
    [
        "Microsoft.Azure.Functions.Worker",
        "Azure.Messaging.ServiceBus",
        "Microsoft.DurableTask",
    ];

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void A_namespace_of_Microsofts_is_offered(string name) =>
        Assert.Contains(Offered, type => type.Namespace == name);

    [Fact]
    public void Everything_offered_is_in_the_real_packages_and_spelled_as_there()
    {
        var lines = Offered.SelectMany(SurfaceReader.Lines).ToList();
        Assert.NotEmpty(lines);
        Assert.Empty(lines.Where(line => !Real.Contains(line)).Order(StringComparer.Ordinal));
    }

    /// <summary>Code that derives from a type here must compile against the real one, so nothing abstract may be left out.</summary>
    [Fact]
    public void No_abstract_member_of_an_offered_type_is_missing()
    {
        var abstracts = Offered.Where(type => type.IsAbstract && !type.IsSealed).Select(TypeNames.Declared).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(abstracts);
        var lines = Offered.SelectMany(SurfaceReader.Lines).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            from line in Real
            let columns = line.Split(" | ", 3)
            where abstracts.Contains(columns[0]) && columns[1] != "type" && columns[2].Contains(" abstract ", StringComparison.Ordinal)
            where !lines.Contains(line)
            select line);
    }
}
