using System.Text.RegularExpressions;
using Serverless.Kernel.Results;
using Serverless.Kernel.Values;

namespace Serverless.Functions.Domains.People;

/// <summary>Details in the one spelling in which they are kept, or what is wrong with them.</summary>
public static partial class PersonChecks
{
    public static Result<PersonDetails> Normal(PersonDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var (email, phone, language) = (Email(details.Email), details.Phone is null ? null : Phone(details.Phone), LanguageTag.Normal(details.Language));
        var violations = new List<Violation>();
        if (!HasText(details.Name)) violations.Add(new Violation("/name", "has no text, or characters that cannot be printed"));
        if (email is null) violations.Add(new Violation("/email", "is not an email address"));
        if (details.Phone is not null && phone is null) violations.Add(new Violation("/phone", "is not a number in international form, such as +44 20 7946 0000"));
        if (language is null) violations.Add(new Violation("/language", "is not a language tag, such as en or pt-BR"));
        return violations.Count > 0
            ? PersonErrors.Invalid(violations)
            : new PersonDetails { Name = details.Name.Trim(), Email = email!, Phone = phone, Language = language! };
    }

    private static bool HasText(string name) => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);

    /// <summary>Only the part behind the @ is the same in every case; before it, the receiving server decides.</summary>
    private static string? Email(string text)
    {
        var email = EmailShape().Match(text.Trim());
        return email.Success ? $"{email.Groups["local"].Value}@{email.Groups["host"].Value.ToLowerInvariant()}" : null;
    }

    private static string? Phone(string text)
    {
        var number = PhonePunctuation().Replace(text, "");
        return PhoneShape().IsMatch(number) ? number : null;
    }

    /// <summary>What mail servers deliver to, which is less than RFC 5322 allows: no quoted parts, no comments, no addresses by IP.</summary>
    [GeneratedRegex("""\A(?<local>(?!\.)(?!.*\.@)(?!.*\.\.)[^@\s\p{C}"(),:;<>\[\\\]]{1,64})@(?<host>([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}])\z""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"[\s().-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhonePunctuation();

    /// <summary>E.164.</summary>
    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneShape();
}
