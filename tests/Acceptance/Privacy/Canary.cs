namespace Serverless.Acceptance.Privacy;

/// <summary>Values that no id, no key and no other text holds by chance.</summary>
internal static class Canary
{
    /// <summary>With letters that every encoding writes in its own way.</summary>
    public const string Word = "Kanárienvögel";

    public const string Phone = "+499876543210123";

    /// <summary>What is unlike any other moment's in it.</summary>
    private const string Moment = "17:43.8391742";

    /// <summary>Yesterday, so that it has been.</summary>
    public static DateTimeOffset Time { get; } = DateTimeOffset.Parse(
        $"{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}T10:{Moment}Z", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Somebody else's.</summary>
    public static DateTimeOffset OtherTime { get; } = Time.AddMinutes(-1).AddTicks(1);

    public const string OtherPhone = "+491234567890123";

    /// <summary>What to look for.</summary>
    public static IReadOnlyList<string> Texts { get; } = [Word, Phone[2..], Moment];
}
