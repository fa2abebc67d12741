using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Settings named in attributes: <c>%setting%</c> within a text, and connections by name.</summary>
internal static partial class SettingNames
{
    public static string Resolve(this IConfiguration configuration, string function, string text) =>
        configuration.Resolve(text, problem => StartException.Of(function, problem));

    public static string Resolve(this IConfiguration configuration, string text, Func<string, StartException> fail) => Name().Replace(text, match =>
        configuration[match.Groups["name"].Value] ?? throw fail($"there is no setting '{match.Groups["name"].Value}', which {text} names."));

    public static string Connection(this IConfiguration configuration, string function, string name) =>
        configuration.ConnectionSection(function, name).Value is { Length: > 0 } connection
            ? connection
            : throw StartException.Of(function, $"there is no connection string in the setting '{name}'.");

    /// <summary>
    /// Where a connection is set: one prefixed with AzureWebJobs goes before the plain name, and a connection string before a setting.
    /// It is a text, or the parts of a connection by identity.
    /// </summary>
    public static IConfigurationSection ConnectionSection(this IConfiguration configuration, string function, string name)
    {
        string[] places = [$"ConnectionStrings:AzureWebJobs{name}", $"AzureWebJobs{name}", $"ConnectionStrings:{name}", name];
        return places.Select(configuration.GetSection).FirstOrDefault(section => section.Value is { Length: > 0 } || section.GetChildren().Any())
            ?? throw StartException.Of(function, $"there is no connection string in the setting '{name}'.");
    }

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
