using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class StartErrorTests
{
    [Theory]
    [InlineData(typeof(SameName), "'Twice'", "SameName.First", "SameName.Second")]
    [InlineData(typeof(SameRoute), "'Second'", "'api/Notes/{number:int}'", "'First'")]
    [InlineData(typeof(NoTrigger), "'NoTrigger'", "0 triggers")]
    [InlineData(typeof(TwoTriggers), "'TwoTriggers'", "2 triggers")]
    [InlineData(typeof(BadName), "'no name'")]
    [InlineData(typeof(Unbound), "'Unbound'", "'services'", "System.IServiceProvider", "httpTrigger")]
    [InlineData(typeof(UnboundTimer), "'UnboundTimer'", "'timer'", "System.String", "timerTrigger")]
    [InlineData(typeof(BadRoute), "'BadRoute'", "'api/a/{b'")]
    [InlineData(typeof(BadConstraint), "'BadConstraint'", "'api/a/{b:nonsense}'", "nonsense")]
    [InlineData(typeof(BadSchedule), "'BadSchedule'", "'every minute'")]
    [InlineData(typeof(NoSetting), "'NoSetting'", "'Missing'")]
    [InlineData(typeof(RetriedHttp), "'RetriedHttp'", "FixedDelayRetryAttribute")]
    [InlineData(typeof(BadRetry), "'BadRetry'", "delayInterval", "soon")]
    [InlineData(typeof(BadBackoff), "'BadBackoff'", "minimumInterval", "00:00:10", "00:00:05")]
    [InlineData(typeof(UserLevel), "'UserLevel'", "User")]
    [InlineData(typeof(NoService), "'NoService'", "'journal'", "IProgress")]
    public void A_function_that_cannot_be_served_is_named_with_the_reason(Type type, params string[] parts)
    {
        using var app = new TestApp();
        var problem = app.Problem(type);
        Assert.All(parts, part => Assert.Contains(part, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        using var app = new TestApp();
        var problem = app.Problem(typeof(BadSchedule), typeof(Unbound));
        Assert.Contains("'BadSchedule'", problem, StringComparison.Ordinal);
        Assert.Contains("'Unbound'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Http_functions_need_the_web_application()
    {
        using var app = new TestApp();
        var builder = Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication.CreateBuilder(["--script-root", app.Folder]);
        builder.Composition.FunctionTypes = [typeof(OneRouteTwoMethods)];
        Assert.Contains("ConfigureFunctionsWebApplication()", Assert.Throws<StartException>(() => builder.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_zone_that_is_none_is_named()
    {
        using var app = new TestApp(localSettings: """{ "Values": { "WEBSITE_TIME_ZONE": "Atlantis" } }""");
        Assert.Contains("WEBSITE_TIME_ZONE is 'Atlantis'", app.Problem(typeof(EveryMinute)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_is_disabled_is_not_looked_at()
    {
        using var app = new TestApp(localSettings: """{ "Values": { "AzureWebJobs.BadSchedule.Disabled": "true" } }""");
        app.Build(typeof(BadSchedule)).Dispose();
    }

    [Fact]
    public void A_route_may_be_shared_by_functions_of_different_methods()
    {
        using var app = new TestApp();
        app.Build(typeof(OneRouteTwoMethods)).Dispose();
    }

    private sealed class SameName
    {
        [Function("Twice")]
        public static void First([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;

        [Function("twice")]
        public static void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    private sealed class SameRoute
    {
        [Function("First")]
        public static void First([HttpTrigger("get", "post", Route = "notes/{id:int}")] HttpRequest request) => _ = request;

        [Function("Second")]
        public static void Second([HttpTrigger("post", Route = "Notes/{number:int}")] HttpRequest request) => _ = request;
    }

    private sealed class OneRouteTwoMethods
    {
        [Function("First")]
        public static void First([HttpTrigger("get", Route = "notes/{id:int}")] HttpRequest request) => _ = request;

        [Function("Second")]
        public static void Second([HttpTrigger("post", Route = "notes/{id:int}")] HttpRequest request) => _ = request;
    }

    private sealed class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(TimerInfo timer) => _ = timer;
    }

    private sealed class TwoTriggers
    {
        [Function("TwoTriggers")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [HttpTrigger] HttpRequest request) => _ = (timer, request);
    }

    private sealed class BadName
    {
        [Function("no name")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    private sealed class Unbound
    {
        [Function("Unbound")]
        public static void Run([HttpTrigger] HttpRequest request, IServiceProvider services) => _ = (request, services);
    }

    private sealed class UnboundTimer
    {
        [Function("UnboundTimer")]
        public static void Run([TimerTrigger("0 * * * * *")] string timer) => _ = timer;
    }

    private sealed class BadRoute
    {
        [Function("BadRoute")]
        public static void Run([HttpTrigger(Route = "a/{b")] HttpRequest request) => _ = request;
    }

    private sealed class BadConstraint
    {
        [Function("BadConstraint")]
        public static void Run([HttpTrigger(Route = "a/{b:nonsense}")] HttpRequest request) => _ = request;
    }

    private sealed class BadSchedule
    {
        [Function("BadSchedule")]
        public static void Run([TimerTrigger("every minute")] TimerInfo timer) => _ = timer;
    }

    private sealed class NoSetting
    {
        [Function("NoSetting")]
        public static void Run([TimerTrigger("%Missing%")] TimerInfo timer) => _ = timer;
    }

    private sealed class RetriedHttp
    {
        [Function("RetriedHttp")]
        [FixedDelayRetry(3, "00:00:01")]
        public static void Run([HttpTrigger] HttpRequest request) => _ = request;
    }

    private sealed class BadRetry
    {
        [Function("BadRetry")]
        [FixedDelayRetry(3, "soon")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    private sealed class EveryMinute
    {
        [Function("EveryMinute")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    private sealed class BadBackoff
    {
        [Function("BadBackoff")]
        [ExponentialBackoffRetry(3, "00:00:10", "00:00:05")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    private sealed class UserLevel
    {
        [Function("UserLevel")]
        public static void Run([HttpTrigger(AuthorizationLevel.User)] HttpRequest request) => _ = request;
    }

    private sealed class NoService(IProgress<int> journal)
    {
        [Function("NoService")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => journal.Report(timer.IsPastDue ? 1 : 0);
    }
}
