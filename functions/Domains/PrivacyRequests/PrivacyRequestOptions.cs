using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Settings;

namespace Serverless.Functions.Domains.PrivacyRequests;

public sealed class PrivacyRequestOptions
{
    public const string Section = "Privacy";

    /// <summary>How long before a request's deadline it is told to be near.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan RequestNear { get; init; } = TimeSpan.FromDays(7);

    /// <summary>By its IANA name: where the days of a month are counted in which a request must be answered.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";

    public TimeZoneInfo Zone { get; private init; } = TimeZoneInfo.Utc;

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static PrivacyRequestOptions Read(IConfiguration configuration)
    {
        var options = configuration.Read<PrivacyRequestOptions>(Section);
        return TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone)
            ? new PrivacyRequestOptions { RequestNear = options.RequestNear, TimeZone = options.TimeZone, Zone = zone }
            : throw new SettingException($"{Section}__{nameof(TimeZone)}", "must be the IANA name of a time zone, such as Europe/Berlin");
    }
}
