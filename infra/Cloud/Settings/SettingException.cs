namespace Serverless.Cloud.Settings;

/// <summary>A setting is missing or wrong, so the app does not start; the message is one line that names it and says what it must be.</summary>
public sealed class SettingException(string setting, string problem) : Exception($"The setting {setting} {problem}.");
