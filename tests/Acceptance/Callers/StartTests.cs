using Serverless.Acceptance.Running;

namespace Serverless.Acceptance.Callers;

public sealed class StartTests
{
    [Theory]
    [InlineData("WEBSITE_AUTH_ENABLED", null, "The setting WEBSITE_AUTH_ENABLED must be 'True', which says that the platform authenticates callers; without it nobody can be trusted, so the app does not start.")]
    [InlineData("WEBSITE_AUTH_ENABLED", "False", "The setting WEBSITE_AUTH_ENABLED must be 'True', which says that the platform authenticates callers; without it nobody can be trusted, so the app does not start.")]
    [InlineData("RateLimits__PerMinute", "often", "The setting RateLimits__PerMinute is not of the kind that it must be.")]
    public async Task An_app_that_is_set_up_wrongly_says_so_in_one_line_and_ends(string setting, string? value, string line)
    {
        var (exitCode, output) = await AppProcess.RunToEndAsync(setting, value);
        Assert.Equal(1, exitCode);
        Assert.Equal(line, output.Trim());
    }
}
