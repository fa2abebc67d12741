using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>Asks for all that is archived of a subject and takes hours to read, so that it is waited for once and not blob by blob.</summary>
public sealed class ArchiveRecall(ArchiveIndex index, ArchiveBlobs blobs)
{
    /// <exception cref="Azure.RequestFailedException">The account does not answer.</exception>
    public async Task AskAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var asked = new HashSet<(string, string)>();
        await foreach (var entry in index.EntriesAsync(subject, cancellation))
        {
            foreach (var place in entry.Records.Select(record => record.Place).Where(place => asked.Add((place.Container, place.Blob))))
                await blobs.BringBackAsync(place.Container, place.Blob, cancellation);
        }
    }
}
