using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Settings;
using Serverless.Kernel.Access;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Callers;

public sealed class CallerSettingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("False")]
    [InlineData("yes")]
    public async Task Where_the_platform_does_not_authenticate_the_app_does_not_start(string? value) =>
        Assert.StartsWith(
            "The setting WEBSITE_AUTH_ENABLED must be 'True'", (await ProblemAsync<SettingException>("WEBSITE_AUTH_ENABLED", value)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "is out of range: The field PerMinute must be between 1 and 10000000")]
    [InlineData("-1", "is out of range: The field PerMinute must be between 1 and 10000000")]
    [InlineData("10000001", "is out of range: The field PerMinute must be between 1 and 10000000")]
    [InlineData("1.5", "is not of the kind that it must be")]
    [InlineData("many", "is not of the kind that it must be")]
    public async Task A_limit_that_is_none_is_named(string value, string problem) => Assert.Equal(
        $"The setting RateLimits__PerMinute {problem}.", (await ProblemAsync<SettingException>("RateLimits__PerMinute", value)).Message);

    [Fact]
    public async Task A_host_that_authenticates_needs_a_file_for_its_key() => Assert.Equal(
        "WEBSITE_AUTH_ENABLED is on, so the setting LOCAL_AUTH_KEY must name the file with the key for tokens, such as '.local/auth.key'.",
        (await ProblemAsync<StartException>("LOCAL_AUTH_KEY", null)).Message);

    [Theory]
    [InlineData("not base64!", "it is not base64.")]
    [InlineData("c2hvcnQ=", "it holds 5 bytes, and must hold 32 at least.")]
    public async Task A_key_that_is_none_is_named_by_its_file(string content, string problem)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            Assert.Equal(
                $"The key for tokens cannot be read from {file}, which LOCAL_AUTH_KEY names: {problem}", (await ProblemAsync<StartException>("LOCAL_AUTH_KEY", file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(typeof(Contradiction), "The function 'Both' has [Allow] and [AllowAnyone], and may have one of them.")]
    [InlineData(typeof(Unexplained), "[AllowAnyone] of the function 'Why' gives no reason.")]
    [InlineData(typeof(Never), "The function 'Never' has a rate limit of 0 per minute, and must have one from 1 to 10000000.")]
    public void A_function_that_contradicts_itself_is_named(Type type, string problem) =>
        Assert.Equal(problem, Assert.Throws<InvalidOperationException>(() => HttpFunction.In([type])).Message);

    private static async Task<T> ProblemAsync<T>(string setting, string? value)
        where T : Exception
    {
        var setup = new CallerApp.Setup();
        setup.Values[setting] = value;
        return await Assert.ThrowsAsync<T>(async () => await (await CallerApp.StartAsync(setup, typeof(Doors))).DisposeAsync());
    }

    private static class Contradiction
    {
        [Function("Both")]
        [Allow(Role.Staff)]
        [AllowAnyone("A test.")]
        public static void Both([HttpTrigger] HttpRequest request) => ArgumentNullException.ThrowIfNull(request);
    }

    private static class Unexplained
    {
        [Function("Why")]
        [AllowAnyone(" ")]
        public static void Why([HttpTrigger] HttpRequest request) => ArgumentNullException.ThrowIfNull(request);
    }

    private static class Never
    {
        [Function("Never")]
        [Allow(Role.Staff)]
        [RateLimit(0)]
        public static void Call([HttpTrigger] HttpRequest request) => ArgumentNullException.ThrowIfNull(request);
    }
}
