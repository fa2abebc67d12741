using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Authentication;
using Serverless.LocalRuntime.Functions.Durable.Http;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>The addresses the server answers at: those of the functions, and the host's own.</summary>
internal static class HttpEndpoints
{
    public static void UseFunctionEndpoints(this WebApplication app)
    {
        var services = app.Services;
        services.GetRequiredService<HostKeys>().AddFunctions(services.GetRequiredService<FunctionSet>().All.Select(function => function.Name));

        if (services.GetRequiredService<HostJson>().CustomHeaders is { Count: > 0 } headers)
            app.Use((http, next) => WithHeaders(http, headers, next));
        app.UseRouting();
        if (services.GetRequiredService<LocalSettings>() is { CorsOrigins.Count: > 0 } local)
            app.UseCors(policy => Allow(policy, local));
        app.UsePlatformAuthentication();

        var invoker = services.GetRequiredService<HttpInvoker>();
        foreach (var route in services.GetRequiredService<HttpRoutes>().All)
        {
            RequestDelegate answer = http => invoker.InvokeAsync(http, route);
            if (route.Methods.Length == 0)
                app.Map(route.Pattern, answer).WithDisplayName(route.Function.Name);
            else
                app.MapMethods(route.Pattern.RawText!, route.Methods, answer).WithDisplayName(route.Function.Name);
        }
        app.MapAdmin();
        app.MapDurableTaskManagement();
        CheckConstraints(app);
    }

    private static Task WithHeaders(HttpContext http, IReadOnlyDictionary<string, string> headers, RequestDelegate next)
    {
        // Only when the answer begins: one that went wrong is cleared before.
        http.Response.OnStarting(() =>
        {
            foreach (var (name, value) in headers)
                http.Response.Headers.TryAdd(name, value);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Allow(CorsPolicyBuilder policy, LocalSettings local)
    {
        policy.AllowAnyHeader().AllowAnyMethod();
        if (!local.CorsOrigins.Contains("*", StringComparer.Ordinal))
            policy.WithOrigins([.. local.CorsOrigins]);
        else if (local.CorsCredentials)
            policy.SetIsOriginAllowed(_ => true);
        else
            policy.AllowAnyOrigin();
        if (local.CorsCredentials)
            policy.AllowCredentials();
    }

    /// <summary>A constraint that does not exist would otherwise show at the first request.</summary>
    private static void CheckConstraints(IEndpointRouteBuilder app)
    {
        var policies = app.ServiceProvider.GetRequiredService<ParameterPolicyFactory>();
        foreach (var route in app.ServiceProvider.GetRequiredService<HttpRoutes>().All)
        {
            foreach (var parameter in route.Pattern.Parameters)
            {
                foreach (var policy in parameter.ParameterPolicies)
                {
                    try
                    {
                        policies.Create(parameter, policy);
                    }
                    // The factory throws InvalidOperationException for an unknown name and RouteCreationException for bad arguments.
                    catch (Exception e) when (e is InvalidOperationException or RouteCreationException)
                    {
                        throw StartException.Of(route.Function.Name, $"the route '{route.Pattern.RawText}' is not valid: {e.Message}");
                    }
                }
            }
        }
    }
}
