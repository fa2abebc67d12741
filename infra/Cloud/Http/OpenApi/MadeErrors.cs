using System.Reflection;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>
/// Errors that a class named ..Errors makes by a method, from what is wrong: the method, which is pure, is asked with every
/// value of its enumerations, some numbers and no fields, and what it says of the one case is left out.
/// </summary>
internal static class MadeErrors
{
    private const BindingFlags Statics = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Error> Of(Type type) => type.Name.EndsWith("Errors", StringComparison.Ordinal)
        ? from method in type.GetMethods(Statics)
          where typeof(Error).IsAssignableFrom(method.ReturnType) && !method.IsSpecialName && !method.ContainsGenericParameters
          from error in Made(method)
          group error by error.Code into same
          select same.First() with { Detail = same.Select(error => error.Detail).Distinct().Count() == 1 ? same.First().Detail : "" }
        : [];

    private static IEnumerable<Error> Made(MethodInfo method)
    {
        var samples = method.GetParameters().Select(parameter => Samples(parameter.ParameterType).ToList()).ToList();
        var arguments = samples.Aggregate(new List<object[]> { Array.Empty<object>() }, (made, next) => [.. from start in made from value in next select (object[])[.. start, value]]);
        return arguments.Select(values => Make(method, values)).OfType<Error>();
    }

    /// <summary>None for a type whose values cannot be listed; the method is then not asked.</summary>
    private static IEnumerable<object> Samples(Type type)
    {
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>();
        // Two, so that what is said of one of them shows.
        if (type == typeof(int)) return [1, 2];
        return type.IsAssignableFrom(typeof(Violation[])) ? [Array.Empty<Violation>()] : [];
    }

    private static Error? Make(MethodInfo method, object[] values)
    {
        try
        {
            return (Error?)method.Invoke(null, values);
        }
        // There is no error for these values.
        catch (TargetInvocationException e) when (e.InnerException is ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
