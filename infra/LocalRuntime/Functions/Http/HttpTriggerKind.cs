using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Http;

internal sealed class HttpTriggerKind(HttpRoutes routes, HostJson settings, IEnumerable<AspNetCoreResults> aspNetCore) : TriggerKind
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    public override Type Attribute => typeof(HttpTriggerAttribute);

    public override string BindingType => "httpTrigger";

    /// <summary>The request itself, a value of the route or the query by its name, or for the trigger's own parameter the body.</summary>
    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequest))
            return context => ValueTask.FromResult<object?>(((HttpContext)context.TriggerValue!).Request);
        if (type == typeof(HttpRequestData))
            return context => ValueTask.FromResult<object?>(new LocalHttpRequestData(context, ((HttpContext)context.TriggerValue!).Request));
        if (parameter != function.TriggerParameter)
            return ArgumentConversion.IsSimple(type) ? ArgumentConversion.ByName(parameter) : null;
        return type.IsInterface || type.IsAbstract || type == typeof(object) || type == typeof(HttpContext) || typeof(Delegate).IsAssignableFrom(type)
            ? null
            : context => BodyConverter.ReadAsync((HttpContext)context.TriggerValue!, parameter);
    }

    public override ITrigger Join(BoundFunction function)
    {
        if (!aspNetCore.Any())
            throw StartException.Of(function.Name, "HTTP functions with the types of ASP.NET Core need ConfigureFunctionsWebApplication().");
        var attribute = (HttpTriggerAttribute)function.Descriptor.Trigger;
        if (!Enum.IsDefined(attribute.AuthLevel) || attribute.AuthLevel == AuthorizationLevel.User)
            throw StartException.Of(function.Name, $"there is no way to check the authorization level {attribute.AuthLevel} here.");

        var route = new HttpRoute(function, attribute.AuthLevel, Parse(function.Name, attribute.Route ?? function.Name), Methods(attribute));
        if (routes.Find(route) is { } other)
        {
            throw StartException.Of(
                function.Name, $"its route '{route.Pattern.RawText}' is that of the function '{other.Function.Name}' too, for the same methods.");
        }
        routes.Add(route);
        return new NoTrigger();
    }

    private RoutePattern Parse(string function, string template)
    {
        var text = settings.RoutePrefix.Length == 0 ? template.TrimStart('/') : $"{settings.RoutePrefix}/{template.TrimStart('/')}";
        if (Reserved.Contains(text.Split('/')[0], StringComparer.OrdinalIgnoreCase))
            throw StartException.Of(function, $"the route '{text}' belongs to the host itself.");
        try
        {
            return RoutePatternFactory.Parse(text);
        }
        catch (RoutePatternException e)
        {
            throw StartException.Of(function, $"the route '{text}' is not valid: {e.Message}");
        }
    }

    private static string[] Methods(HttpTriggerAttribute attribute) =>
        [.. (attribute.Methods ?? []).Select(method => method.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>The server listens for all HTTP functions at once, and drains them itself when it stops.</summary>
    private sealed class NoTrigger : ITrigger
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
