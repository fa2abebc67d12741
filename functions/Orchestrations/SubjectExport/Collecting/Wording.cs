using System.Globalization;
using System.Text;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>Names of fields, events and values as people read them.</summary>
internal static class Wording
{
    /// <summary><c>programmeId</c> is programme-id.</summary>
    public static string Hyphenated(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary><c>underReview</c> and <c>under-review</c> are Under review.</summary>
    public static string Phrase(string name)
    {
        var words = Hyphenated(name).Replace('-', ' ').Trim();
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Of a field: people read the id of a programme as the programme.</summary>
    public static string Label(string field) => Phrase(field.Length > 2 && field.EndsWith("Id", StringComparison.Ordinal) ? field[..^2] : field);

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {(number == 1 ? one : many)}");
}
