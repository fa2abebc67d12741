using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>A step of a learner that is being played: what is sent for it, and whether the answer is what the script expects.</summary>
internal sealed class Turn(ApiClient client, string run, Member member, int index, Step step, CancellationToken cancellation)
{
    public Member Member => member;

    public Step Step => step;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Of nobody's name: numbers only.</summary>
    public string Name => $"week {step.Week}, learner {member.Learner.Number}, {step.What}";

    /// <summary>The same whenever this step is played in this run.</summary>
    public string Key => $"{run}-{member.Learner.Number}-{index}";

    /// <summary>Sends the step's request as whoever has the token.</summary>
    /// <returns>Null where it was refused, as it had to be.</returns>
    /// <exception cref="Mishap">The answer is another one.</exception>
    public async Task<ApiReply?> SendAsync(string token, HttpMethod method, string address, JsonNode? body = null, string? version = null)
    {
        var request = new ApiRequest(method, address) { Token = token, Key = Key, Content = body?.ToJsonString(), Version = version };
        var reply = await client.SendAsync(request, cancellation);
        if (!step.HasEffect)
        {
            return reply.Code == step.RefusedWith ? null : throw new Mishap($"{Name}: must be refused as {step.RefusedWith}, and the answer is {reply.Words}");
        }

        if (!reply.IsSuccess) throw new Mishap($"{Name}: {reply.Words}");
        if (step.IsRepeated) ExpectSame(reply, await client.SendAsync(request, cancellation));
        return reply;
    }

    public Task<ApiReply?> PostAsync(string token, string address, JsonNode? body = null) => SendAsync(token, HttpMethod.Post, address, body);

    /// <summary>What somebody looks up on the way; it must be there.</summary>
    public async Task<ApiReply> GetAsync(string? token, string address)
    {
        var reply = await client.SendAsync(ApiRequest.Get(address, token), cancellation);
        return reply.IsSuccess ? reply : throw new Mishap($"{Name}: GET {address} answers {reply.Words}");
    }

    private void ExpectSame(ApiReply first, ApiReply second)
    {
        if (!second.IsReplayed || second.Status != first.Status || !JsonNode.DeepEquals(first.Body, second.Body))
            throw new Mishap($"{Name}: sent again under the same Idempotency-Key, the answer is another one, {second.Words}");
    }
}
