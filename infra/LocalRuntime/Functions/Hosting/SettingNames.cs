using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Settings named in attributes: <c>%setting%</c> within a text, and connections by name.</summary>
internal static partial class SettingNames
{
    public static string Resolve(this IConfiguration configuration, string function, string text) => Name().Replace(text, match =>
        configuration[match.Groups["name"].Value]
        ?? throw StartException.Of(function, $"there is no setting '{match.Groups["name"].Value}', which {text} names."));

    /// <summary>A connection string: the setting of that name, one prefixed with AzureWebJobs, or a connection string of that name.</summary>
    public static string Connection(this IConfiguration configuration, string function, string name) =>
        configuration[name] is { Length: > 0 } plain ? plain
        : configuration["AzureWebJobs" + name] is { Length: > 0 } prefixed ? prefixed
        : configuration.GetConnectionString(name) is { Length: > 0 } connection ? connection
        : throw StartException.Of(function, $"there is no connection string in the setting '{name}'.");

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
