using Serverless.LocalHost.Parts;

namespace Serverless.Unit.LocalHost;

public sealed class AppLogTests
{
    [Theory]
    [InlineData("info: Serverless.Functions.Domains.People[3] Three reservations were taken over", true)]
    [InlineData("warn: Microsoft.Hosting.Lifetime[1] something", true)]
    [InlineData("fail: Serverless.LocalRuntime.Functions.Invocation[3] Executed 'X' (Failed, Duration=3 ms)", true)]
    [InlineData("Unhandled exception. System.InvalidOperationException: no", true)]
    [InlineData("info: Microsoft.Hosting.Lifetime[14] Now listening on: http://127.0.0.1:7071", false)]
    [InlineData("info: Serverless.LocalRuntime.Functions.Hosting.FunctionHost[10] Found 1 functions: Health", false)]
    [InlineData("dbug: Serverless.Functions.Domains.People[3] detail", false)]
    [InlineData("", false)]
    public void What_the_app_says_is_shown_and_what_its_host_does_for_each_request_is_not(string line, bool isShown) =>
        Assert.Equal(isShown, AppLog.IsWorthShowing(line));
}
