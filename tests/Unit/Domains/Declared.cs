using System.Reflection;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

/// <summary>Every domain of the app, found rather than listed, so that none can be forgotten.</summary>
internal static class Declared
{
    public static IReadOnlyList<Domain> Domains { get; } =
    [
        .. typeof(PeopleDomain).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType.IsSubclassOf(typeof(Domain)))
            .Select(property => (Domain)property.GetValue(obj: null)!)
            .OrderBy(domain => domain.Container, StringComparer.Ordinal).ThenBy(domain => domain.RecordType, StringComparer.Ordinal),
    ];
}
