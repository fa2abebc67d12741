using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Finds the HTTP functions among some types.</summary>
internal static class HttpOperations
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="DeclarationException">Some functions do not say what they do; each is named.</exception>
    public static IReadOnlyList<HttpOperation> Of(IEnumerable<Type> types, string routePrefix, AppDeclarations app)
    {
        var functions = (
            from type in types
            from method in type.GetMethods(Methods)
            let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
            where name is not null
            let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
            where trigger is not null
            orderby type.FullName, method.MetadataToken
            select (Name: name, Method: method, Trigger: trigger)).ToList();

        var problems = functions.Select(f => Problem(f.Name, f.Method, f.Trigger)).OfType<string>().ToList();
        if (problems.Count > 0) throw new DeclarationException("The API", problems);
        return
        [
            .. from function in functions
               let route = ApiRoute.Of(function.Method, routePrefix, function.Trigger.Route ?? function.Name)
               let methods = function.Trigger.Methods!
               from method in methods
               let id = methods.Length == 1 ? function.Name : $"{function.Name}-{method.ToLowerInvariant()}"
               let declared = function.Method.GetCustomAttribute<OperationAttribute>()!
               select new HttpOperation(id, function.Method, HttpMethod.Parse(method), route, declared, declared.Answer is { } answer && app.IsRecord(answer)),
        ];
    }

    private static string? Problem(string name, MethodInfo method, HttpTriggerAttribute trigger)
    {
        if (trigger.Methods is null or []) return $"{name} does not say which methods it answers";
        if (method.GetCustomAttribute<OperationAttribute>() is not { } operation) return $"{name} has no [Operation]";
        return string.IsNullOrWhiteSpace(operation.Summary) ? $"{name} has no summary" : null;
    }
}
