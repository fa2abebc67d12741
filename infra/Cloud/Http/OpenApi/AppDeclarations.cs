using System.Reflection;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>What an app declares in static fields and properties: its domains, and its errors by their codes.</summary>
internal sealed class AppDeclarations
{
    private const BindingFlags Statics = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, Error> _errors = [];
    private readonly Dictionary<Type, Domain> _records = [];
    private readonly Dictionary<string, Domain> _folders = [];

    public AppDeclarations(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(type => !type.ContainsGenericParameters))
        {
            foreach (var error in Values<Error>(type).Concat(MadeErrors.Of(type))) _errors.TryAdd(error.Code, error);
            foreach (var domain in Values<Domain>(type))
            {
                _records.TryAdd(domain.Schema.Type, domain);
                _folders.TryAdd((type.Namespace ?? "").Split('.')[^1], domain);
            }
        }
    }

    public Error? Error(string code) => _errors.GetValueOrDefault(code);

    /// <summary>The type is what a domain stores as a record's state.</summary>
    public bool IsRecord(Type type) => _records.ContainsKey(type);

    /// <summary>The type is what a domain stores whose records are archived once their time in reach is over.</summary>
    public bool IsArchived(Type? type) => type is not null && _records.TryGetValue(type, out var domain) && domain.Retention?.Archive is not null;

    public Domain? Of(string folder) => _folders.GetValueOrDefault(folder);

    private static IEnumerable<T> Values<T>(Type type)
        where T : class =>
        type.GetFields(Statics).Where(field => typeof(T).IsAssignableFrom(field.FieldType)).Select(field => field.GetValue(null))
            .Concat(type.GetProperties(Statics).Where(property => typeof(T).IsAssignableFrom(property.PropertyType) && property.GetIndexParameters().Length == 0)
                .Select(property => property.GetValue(null)))
            .OfType<T>();
}
