using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>What people write in the one spelling in which it is kept, or what is wrong with it.</summary>
internal static class SubmissionChecks
{
    public static Result<SubmissionWork> Normal(string? text, string? link)
    {
        var work = new SubmissionWork { Text = TextOrNull(text), Link = TextOrNull(link) };
        if (work is { Text: null, Link: null }) return SubmissionErrors.Invalid(new Violation("/text", "is missing, and there is no link either"));
        return work.Link is null || IsWebAddress(work.Link)
            ? work
            : SubmissionErrors.Invalid(new Violation("/link", "is not an address that begins with https:// or http://"));
    }

    public static Result<SubmissionReview> Normal(SubmissionReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return review.Score switch
        {
            null => SubmissionErrors.InvalidReview(new Violation("/score", "is missing")),
            < Submission.MinScore or > Submission.MaxScore =>
                SubmissionErrors.InvalidReview(new Violation("/score", $"is not from {Submission.MinScore} to {Submission.MaxScore}")),
            _ => review with { Feedback = TextOrNull(review.Feedback) },
        };
    }

    private static bool IsWebAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
