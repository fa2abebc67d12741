using Serverless.Demo.Comparing;
using Serverless.Demo.Forgetting;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo;

/// <summary>A script, played on a system and compared with what the system says of it afterwards.</summary>
/// <param name="system">Where it is now.</param>
internal sealed class Performance(Script script, Func<CancellationToken, Task<Uri>> system, PlayOptions options) : IDisposable
{
    private readonly ApiClient _client = new(system, options.Patience, options.Time);

    private IReadOnlyList<Member> _members = [];

    /// <summary>Requests that were answered, however often they were sent.</summary>
    public int Answers => _client.Answers;

    /// <summary>How often a request was sent again.</summary>
    public int Repetitions => _client.Repetitions;

    /// <exception cref="Mishap">Something went another way than the script says.</exception>
    public async Task<Venue> PlayAsync(IProgress<PlayProgress> progress, CancellationToken cancellation)
    {
        await _client.MeetAsync(cancellation);
        var tokens = new Tokens(_client);
        var venue = await new Opening(_client, tokens, options.Time).OpenAsync(script, cancellation);
        _members = await new Player(options, _client, tokens, venue).PlayAsync(script, progress, cancellation);
        return venue;
    }

    /// <summary>Somebody who has seen it all asks for a copy of their data, and then to be forgotten.</summary>
    /// <exception cref="Mishap">It is not done, or not as the law wants it.</exception>
    public async Task<Farewell> ForgetAsync(Venue venue, IProgress<string> progress, CancellationToken cancellation)
    {
        var leaving = _members.MaxBy(member => member.Learner.Steps.Count) ?? throw new Mishap("nobody has played yet, so nobody can be forgotten");
        var officer = new Officer(_client, await new Tokens(_client).OfPersonAsync(Guid.NewGuid(), cancellation, "dpo"), options.Time);
        var copy = await officer.ExportAsync(leaving.PersonId, $"{venue.Run}-export", cancellation);
        return new Farewell(leaving.Learner, copy, await officer.EraseAsync(leaving.PersonId, $"{venue.Run}-erasure", progress, cancellation));
    }

    /// <param name="forgotten">Whoever was erased meanwhile; null for nobody.</param>
    public async Task<IReadOnlyList<Line>> CompareAsync(Venue venue, CancellationToken cancellation, Learner? forgotten = null)
    {
        var comparison = new Comparison(_client, options.Calm, options.Time);
        var tally = Tally.Of(script, forgotten);
        List<Line> lines = [];
        foreach (var (address, rows) in Reports.Of(tally, venue).Prepend((Board.Address(venue), Board.Rows(tally, venue))).Append((Books.Address(venue), Books.Rows(tally))))
            lines.AddRange(await comparison.CompareAsync(address, venue.Crew.Staff[0], rows, cancellation));
        return lines;
    }

    public void Dispose() => _client.Dispose();
}
