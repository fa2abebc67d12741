using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Identity;

namespace Serverless.Architecture;

/// <summary>What every HTTP function keeps to, so that who may call it is decided in one place.</summary>
public sealed class HttpFunctionTests
{
    private static readonly Type[] App = Assembly.Load("Serverless.Functions").GetTypes();
    private static readonly IReadOnlyList<HttpFunction> Functions = HttpFunction.In(App);

    [Fact]
    public void Every_function_says_who_may_call_it()
    {
        Assert.NotEmpty(Functions);
        Assert.DoesNotContain(Functions, function => function.Admission.IsNobody);
    }

    /// <summary>So that what is no UUID is the same 404 everywhere, and never reaches a function.</summary>
    [Fact]
    public void The_person_of_an_address_is_a_UUID() => Assert.All(
        Functions.Select(function => RoutePatternFactory.Parse(function.Route).GetParameter("personId")).OfType<RoutePatternParameterPart>(),
        person => Assert.Equal("guid", Assert.Single(person.ParameterPolicies).Content));

    /// <summary>By another name a learner's own data could not be told from another's.</summary>
    [Fact]
    public void What_stands_below_people_is_a_person_by_that_name() => Assert.All(
        Functions.Where(function => function.Route.StartsWith("people/", StringComparison.OrdinalIgnoreCase)),
        function => Assert.StartsWith("people/{personId:guid}", function.Route, StringComparison.Ordinal));

    /// <summary>What comes from the query goes past the check that a learner stays with their own data.</summary>
    [Fact]
    public void A_function_takes_its_person_from_the_address_only() => Assert.DoesNotContain(Triggers(), one =>
        one.Method.GetParameters().Any(parameter => string.Equals(parameter.Name, "personId", StringComparison.OrdinalIgnoreCase))
        && RoutePatternFactory.Parse(one.Trigger.Route ?? "").GetParameter("personId") is null);

    /// <summary>It is the caller's, and nothing that a request could choose.</summary>
    [Fact]
    public void No_function_takes_a_tenant() => Assert.DoesNotContain(Triggers(), one =>
        one.Method.GetParameters().Select(parameter => parameter.Name!).Append(one.Trigger.Route ?? "")
            .Any(text => text.Contains("tenant", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void No_function_asks_for_a_key_beside_its_caller()
    {
        Assert.NotEmpty(Triggers());
        Assert.All(Triggers(), one => Assert.Equal(AuthorizationLevel.Anonymous, one.Trigger.AuthLevel));
    }

    private static IEnumerable<(MethodInfo Method, HttpTriggerAttribute Trigger)> Triggers() =>
        from type in App
        from method in type.GetMethods()
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (method, trigger);
}
