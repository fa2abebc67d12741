using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Answers from a read model of subjects: one point read. Where the answer must contain a write that is not folded yet, it waits a little,
/// and else computes the document from the subject's events.
/// </summary>
public sealed class ReadModel(SubjectFold folds, SubjectKeys keys, Builds builds, Authority authority, Freshness freshness, TimeProvider time, ProjectionOptions options)
{
    /// <param name="token">A write that the answer must contain; null where any state will do.</param>
    /// <param name="isWhole">
    /// Whether a document's content can be answered. One that cannot, because what makes it so is not folded yet, is computed too.
    /// </param>
    /// <returns>An error where an event of the write is parked, so that no state contains it.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<Result<ReadAnswer>> ReadAsync(
        Projection projection, ProjectedDocument kind, SubjectPlace place, ConsistencyToken? token, Func<object, bool> isWhole, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(isWhole);
        var source = token is not null && kind.DomainsIn(token.Container).Any() ? RecordStep.SourceOf(token.Container, token.RecordId) : null;
        var answer = source is null ? await AnswerAsync(projection, kind, place, cancellation) : await WaitAsync(projection, kind, place, source, token!, cancellation);
        var result = answer?.Document.Content is { } content && isWhole(content) ? answer : await ComputeAsync(projection, kind, place, source, token, cancellation);
        if (!result.IsSuccess || !kind.IsPersonal) return result;
        var standing = await keys.StandingAsync(place.TenantId, place.SubjectId, cancellation);
        return result.Value with { Document = result.Value.Document with { IsRestricted = standing.IsRestricted } };
    }

    private async Task<ReadAnswer> AnswerAsync(Projection projection, ProjectedDocument kind, SubjectPlace place, CancellationToken cancellation)
    {
        // Known before the document is read: what was complete then is contained in it.
        var complete = await freshness.CompleteUntilAsync(projection, cancellation);
        var state = await builds.GetAsync(projection, cancellation);
        var (key, _) = await folds.KeyAsync(kind, place, cancellation);
        var document = await folds.ReadAsync(projection, kind, new DocumentPlace(place), place, state.Active, key, cancellation);
        return new ReadAnswer(document, state.Active, complete ?? document.ChangedAt, IsFromAuthority: false);
    }

    private async Task<ReadAnswer?> WaitAsync(
        Projection projection, ProjectedDocument kind, SubjectPlace place, string source, ConsistencyToken token, CancellationToken cancellation)
    {
        var first = await AnswerAsync(projection, kind, place, cancellation);
        if (first.Document.Contains(source, token.Version)) return first;
        var until = time.GetUtcNow() + options.ConsistencyWait;
        while (true)
        {
            var folded = folds.NextAsync(projection, place);
            var answer = await AnswerAsync(projection, kind, place, cancellation);
            if (answer.Document.Contains(source, token.Version)) return answer;
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                // So that nothing is kept for a fold that may never come; others that wait look once more.
                folds.Raise(projection, place);
                return null;
            }

            // Another process folds without a sign here, so it is looked at again in any case.
            var pause = left < options.ConsistencyPoll ? left : options.ConsistencyPoll;
            await Task.WhenAny(folded, Task.Delay(pause, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<Result<ReadAnswer>> ComputeAsync(
        Projection projection, ProjectedDocument kind, SubjectPlace place, string? source, ConsistencyToken? token, CancellationToken cancellation)
    {
        var (now, state) = (time.GetUtcNow(), await builds.GetAsync(projection, cancellation));
        var (document, _, stops) = await authority.ComputeAsync(projection, kind, place, token, cancellation);
        // A write that is not this subject's is contained in every state of it.
        var isTheirs = source is not null && (document.Next.ContainsKey(source) || stops.Any(stop => stop.Event.Step?.Source == source));
        return isTheirs && !document.Contains(source!, token!.Version)
            ? ProjectionErrors.Parked
            : new ReadAnswer(document, state.Active, now, IsFromAuthority: true);
    }
}

/// <summary>A document of a read model, and how current it is.</summary>
/// <param name="Build">Of the read model that it was read from.</param>
/// <param name="AsOf">The document holds everything that was written until then, as far as it could be folded.</param>
/// <param name="IsFromAuthority">It was computed from the events themselves.</param>
public sealed record ReadAnswer(ReadDocument Document, int Build, DateTimeOffset AsOf, bool IsFromAuthority)
{
    /// <summary>The same with content that was completed for this answer.</summary>
    public ReadAnswer With(object content) => this with { Document = Document with { Content = content } };
}
