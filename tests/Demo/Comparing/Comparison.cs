using Serverless.Demo.Playing;

namespace Serverless.Demo.Comparing;

/// <summary>Asks until the system says what the script does, or until it says nothing new for a while: a read model follows a moment later.</summary>
/// <param name="calm">How long nothing changes before what is said is final.</param>
internal sealed class Comparison(ApiClient client, TimeSpan calm, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<IReadOnlyList<Line>> CompareAsync(string address, string token, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        IReadOnlyList<Line> lines = [];
        for (var changed = time.GetTimestamp(); ; await Task.Delay(Pause, time, cancellation))
        {
            var said = await client.SendAsync(ApiRequest.Get(address, token), cancellation);
            if (!said.IsSuccess) throw new Mishap($"GET {address} answers {said.Words}");
            IReadOnlyList<Line> now = [.. rows.Select(row => row.Of(said.Body!))];
            if (!now.SequenceEqual(lines)) changed = time.GetTimestamp();
            lines = now;
            if (lines.All(line => line.IsSame) || time.GetElapsedTime(changed) > calm) return lines;
        }
    }
}
