using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Settings;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Identity;

/// <summary>
/// In which region this deployment keeps data, and in which each tenant's belongs. Wherever a tenant enters, it is asked first: data of
/// another region is neither read nor written here.
/// </summary>
public sealed partial class Residency
{
    private const string Settings = "Residency";

    private readonly FrozenDictionary<string, string> _regions;

    private Residency(string? region, FrozenDictionary<string, string> regions) => (Region, _regions) = (region, regions);

    /// <summary>As exports, certificates and records of processing name it; null where it is not set.</summary>
    public string? Region { get; }

    /// <summary><c>Residency__Region</c>, and for each tenant <c>Residency__Tenants__(tenant)</c>; where no tenant is named, all belong here.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static Residency Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Settings);
        var region = section["Region"] is { Length: > 0 } named ? Checked($"{Settings}__Region", named) : null;
        var regions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tenant in section.GetSection("Tenants").GetChildren())
        {
            var setting = $"{Settings}__Tenants__{tenant.Key}";
            if (region is null) throw new SettingException($"{Settings}__Region", $"is missing, and {setting} says that regions matter");
            if (!Caller.IsId(tenant.Key)) throw new SettingException(setting, "does not end with the id of a tenant");
            regions[tenant.Key] = Checked(setting, tenant.Value);
        }

        return new Residency(region, regions.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Why nothing of the tenant is read or written here; null where it belongs here.</summary>
    public Error? Refusal(string tenantId)
    {
        if (_regions.Count == 0) return null;
        // Served everywhere, a tenant that somebody forgot would have data in every region.
        if (!_regions.TryGetValue(tenantId, out var region)) return CallerErrors.NoRegion;
        return region == Region ? null : CallerErrors.WrongRegion(region);
    }

    private static string Checked(string setting, string? region) =>
        region is not null && RegionName().IsMatch(region) ? region : throw new SettingException(setting, "must be the name of a region, such as westeurope: lower case letters, digits and hyphens");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionName();
}
