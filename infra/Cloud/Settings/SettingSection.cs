using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Serverless.Cloud.Settings;

/// <summary>Options that say their ranges themselves, read at once: the app does not start with one that is wrong.</summary>
public static class SettingSection
{
    /// <exception cref="SettingException">A value is not of its kind, or out of its range.</exception>
    public static T Read<T>(this IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = Bind<T>(configuration.GetSection(section));
        var wrong = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true)) return options;
        throw new SettingException($"{section}__{wrong[0].MemberNames.First()}", $"is out of range: {wrong[0].ErrorMessage?.TrimEnd('.')}");
    }

    private static T Bind<T>(IConfigurationSection section)
        where T : class, new()
    {
        try
        {
            return section.Get<T>() ?? new T();
        }
        // Its message names the path with colons and shows the value; settings are named as the environment spells them.
        catch (InvalidOperationException e) when (e.InnerException is not null)
        {
            var setting = section.GetChildren().FirstOrDefault(child => e.Message.Contains($"'{child.Path}'", StringComparison.Ordinal));
            throw new SettingException(setting?.Path.Replace(":", "__", StringComparison.Ordinal) ?? section.Path, "is not of the kind that it must be");
        }
    }
}
