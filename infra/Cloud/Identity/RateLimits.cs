using System.Globalization;
using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Settings;

namespace Serverless.Cloud.Identity;

/// <summary>
/// How many calls of one function a caller may make. Each instance of the app counts for itself, in memory: it is meant to stop
/// a client that runs wild, not to bill.
/// </summary>
/// <param name="PerMinute">For each caller and function; as many may come at once.</param>
/// <param name="AnyonePerMinute">For each address and function that needs no caller.</param>
public sealed record RateLimits(int PerMinute = 6_000, int AnyonePerMinute = 1_200)
{
    public const int Most = 10_000_000;

    private const string Section = nameof(RateLimits);

    public static RateLimits Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var usual = new RateLimits();
        return new(
            Number(configuration, nameof(PerMinute), usual.PerMinute),
            Number(configuration, nameof(AnyonePerMinute), usual.AnyonePerMinute));
    }

    private static int Number(IConfiguration configuration, string name, int usual) => configuration[$"{Section}:{name}"] switch
    {
        null or "" => usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most => number,
        _ => throw new SettingException($"{Section}__{name}", $"must be a whole number from 1 to {Most}"),
    };
}
