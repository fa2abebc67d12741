using System.Reflection;
using Serverless.Architecture.Orchestrators;
using Serverless.Architecture.Persistence;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.People;

namespace Serverless.Architecture.Retention;

/// <summary>Archives and exports are made of what is authoritative. A read model may be behind, or wrong until it is made again, and a cache is one as well.</summary>
[Trait("Requirement", "S61")]
public sealed class SourcesOfArchivesTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All of them but what makes read models.</summary>
    private const string Orchestrations = "Serverless.Functions.Orchestrations";

    /// <summary>What lies beside read models and is about events as they are stored, and not about documents that are made of them.</summary>
    private static readonly Type[] NoReadModels = [typeof(SubjectPlace), typeof(DeadLetters), typeof(DeadLetter), typeof(EventReference), typeof(DeadLetterStatus), typeof(EventPosition)];

    private static readonly Assembly Cloud = typeof(Archiving).Assembly;

    public static TheoryData<string> Makers => ["Serverless.Cloud.Archives", Orchestrations];

    [Theory]
    [MemberData(nameof(Makers))]
    public void They_know_no_read_model_and_no_cache(string maker)
    {
        var types = new[] { Cloud, typeof(PeopleDomain).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => IsWithin(type, maker)).ToList();
        Assert.NotEmpty(types);
        var wrong = from type in types
                    from used in Used(type).Distinct()
                    where IsReadModel(used) || IsCache(used)
                    select $"{type.FullName} uses {used.Name}";
        Assert.Empty(wrong);
    }

    /// <summary>So that the rule cannot come to mean nothing.</summary>
    [Fact]
    public void Whoever_reads_a_read_model_is_found() => Assert.Contains(typeof(Projection), Cloud.GetTypes().Where(type => type.Name == "ReadModelView").SelectMany(Used).Where(IsReadModel));

    [Fact]
    public void What_is_archived_lies_where_records_are_and_no_read_model_does()
    {
        var models = AsBuilt.Projections.Select(projection => projection.Name).ToHashSet(StringComparer.Ordinal);
        var archived = AsBuilt.Domains.Where(domain => domain.Retention?.Archive is not null).ToList();
        Assert.NotEmpty(archived);
        Assert.All(archived, domain => Assert.DoesNotContain(domain.Container, models));
        Assert.Equal(
            archived.Select(ArchiveBlobs.ContainerOf).Select(container => container.Name).Distinct().Order(StringComparer.Ordinal),
            AsBuilt.BlobContainers.Select(container => container.Name).Where(name => name.StartsWith("archives-", StringComparison.Ordinal)));
    }

    private static bool IsWithin(Type type, string maker) => type.Namespace is { } name && (name == maker || name.StartsWith(maker + ".", StringComparison.Ordinal)) && name != $"{Orchestrations}.Rebuild";

    private static bool IsReadModel(Type type) => type.Assembly == Cloud && type.Namespace == typeof(ReadModel).Namespace && !NoReadModels.Contains(Outermost(type));

    private static bool IsCache(Type type) => type.Name.Contains("Cache", StringComparison.Ordinal) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>By its fields, its methods' parameters, and all that their code names.</summary>
    private static IEnumerable<Type> Used(Type type)
    {
        var methods = type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).ToList();
        return type.GetFields(Declared).Select(field => field.FieldType)
            .Concat(methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(methods.SelectMany(MethodReferences.Of).Select(member => member as Type ?? member.DeclaringType).OfType<Type>())
            .SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : type.HasElementType ? Parts(type.GetElementType()!) : [type];
}
