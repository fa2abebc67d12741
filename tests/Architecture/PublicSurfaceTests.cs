using System.Reflection;
using System.Runtime.CompilerServices;

namespace Serverless.Architecture;

/// <summary>
/// What others may depend on. A line that disappears here breaks somebody's build: keep the old member and mark it
/// obsolete first. A new line is a promise: think twice, then add it to the approved file.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void LocalCosmos_offers_what_is_approved()
    {
        var received = string.Join('\n', Surface(Assembly.Load("Serverless.LocalCosmos"))) + "\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "LocalCosmos.received.txt"), received);

        var approved = File.ReadAllText(Path.Combine(Repository.Root, "tests/Architecture/Approved/LocalCosmos.txt"));
        Assert.Equal(approved, received);
    }

    private static IEnumerable<string> Surface(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        orderby type.FullName
        from line in new[] { Describe(type) }.Concat(
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where member is not MethodInfo { IsSpecialName: true } && !IsGenerated(type, member)
            orderby member.ToString()
            select "  " + member)
        select line;

    private static string Describe(Type type) =>
        (type.IsEnum ? "enum " : type.IsValueType ? "struct " : type.IsInterface ? "interface " : "class ") + type.FullName;

    private static bool IsGenerated(Type type, MemberInfo member) =>
        (type.IsEnum && member is not FieldInfo { IsStatic: true }) || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
