using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>What people write in the one spelling in which it is kept, or what is wrong with it.</summary>
internal static class ApplicationChecks
{
    public static Result<ApplicationDetails> Normal(ApplicationDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var answers = (details.Answers ?? []).Select(answer => new Answer { Question = answer.Question.Trim(), Text = answer.Text.Trim() }).ToList();
        var violations = answers.Index().Where(answer => answer.Item.Question.Length == 0)
            .Select(answer => new Violation($"/answers/{answer.Index}/question", "has no text")).ToList();
        return violations.Count > 0
            ? ApplicationErrors.Invalid(violations)
            : details with { Motivation = TextOrNull(details.Motivation), Answers = answers };
    }

    public static Result<Rejection> Normal(Rejection rejection)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        var normal = rejection with { Text = TextOrNull(rejection.Text) };
        return normal is { Reason: RejectionReason.Other, Text: null }
            ? ApplicationErrors.Invalid(new Violation("/text", "is missing, and the reason alone does not say why"))
            : normal;
    }

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
