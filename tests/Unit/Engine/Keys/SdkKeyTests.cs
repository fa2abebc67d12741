using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Newtonsoft.Json;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Engine.Keys;

/// <summary>The client's own computation as the oracle: it groups bulk operations and looks up sessions by it.</summary>
public sealed class SdkKeyTests
{
    private static readonly Type s_key = SdkType("Microsoft.Azure.Documents.Routing.PartitionKeyInternal");
    private static readonly MethodInfo s_parse = s_key.GetMethod("FromJsonString", [typeof(string)])!;
    private static readonly MethodInfo s_epk = s_key.GetMethods().Single(m => m.Name == "GetEffectivePartitionKeyString" && m.GetParameters().Length > 0);

    [Fact]
    public void Any_plain_key_hashes_as_in_the_sdk() => Prop.ForAll(
        Component().ToArbitrary(),
        component => AssertSame($"[{component}]", PartitionKeyKind.Hash, Definition("""{"paths":["/a"],"kind":"Hash","version":2}"""))).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_hierarchical_key_hashes_as_in_the_sdk() => Prop.ForAll(
        Component().ArrayOf(3).ToArbitrary(),
        components => AssertSame($"[{string.Join(',', components)}]", PartitionKeyKind.MultiHash, Definition("""{"paths":["/a","/b","/c"],"kind":"MultiHash","version":2}"""))).QuickCheckThrowOnFailure();

    private static void AssertSame(string key, PartitionKeyKind kind, object definition)
    {
        var arguments = new object?[s_epk.GetParameters().Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = s_epk.GetParameters()[i] is { HasDefaultValue: true } p ? p.DefaultValue : definition;
        var expected = s_epk.Invoke(s_parse.Invoke(null, [key]), arguments);
        Assert.Equal(expected, EffectivePartitionKey.ToText(EffectivePartitionKey.Of(PartitionKeyHeader.Parse(key), kind)));
    }

    private static object Definition(string json) =>
        JsonConvert.DeserializeObject(json, SdkType("Microsoft.Azure.Documents.PartitionKeyDefinition"))!;

    private static Type SdkType(string name) => new[] { typeof(CosmosClient).Assembly, Assembly.Load("Microsoft.Azure.Cosmos.Direct") }
        .Select(assembly => assembly.GetType(name)).First(type => type is not null)!;

    private static Gen<string> Component() => Gen.OneOf(
        Gen.Elements("null", "{}", "true", "false", "0", "-0.0", "1e300", "\"\""),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => JsonConvert.SerializeObject(n.Get)),
        ArbMap.Default.GeneratorFor<UnicodeString>().Select(s => JsonConvert.SerializeObject(s.Get)),
        Gen.Choose(0, 500).Select(length => JsonConvert.SerializeObject(new string('x', length))));
}
