using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Subjects;

namespace Serverless.Unit.Lifecycle;

/// <summary>How long a message waits, of what the file of queues and topics says and does not say.</summary>
[Trait("Requirement", "S77")]
public sealed class MessagePoliciesTests
{
    private static readonly MessageOptions Options = new() { GivenUpLife = TimeSpan.FromDays(9) };

    [Theory]
    [InlineData("""{ "Name": "q" }""", null)]
    [InlineData("""{ "Name": "q", "Properties": { "DefaultMessageTimeToLive": "PT1H" } }""", 1.0)]
    public void Of_a_queue_it_is_what_it_says_or_what_the_deployment_lets_it(string queue, double? hours) =>
        Assert.Equal(hours, Of($$"""{ "UserConfig": { "Namespaces": [{ "Queues": [{{queue}}] }] } }""").Single(policy => policy.Name == "messages-q").Life?.TotalHours);

    [Theory]
    [InlineData("PT2H", "PT1H", "PT1H", 1.0)]
    [InlineData("PT2H", "PT1H", "PT3H", 2.0)]
    [InlineData("PT2H", "PT1H", null, 2.0)]
    [InlineData(null, "PT1H", "PT3H", 3.0)]
    [InlineData(null, "PT1H", null, null)]
    public void Of_a_topic_it_is_the_longest_of_its_subscriptions_and_no_longer_than_its_own(string? own, string? one, string? other, double? hours)
    {
        var topic = $$"""{ "Name": "t", "Properties": {{Life(own)}}, "Subscriptions": [{ "Name": "a", "Properties": {{Life(one)}} }, { "Name": "b", "Properties": {{Life(other)}} }] }""";
        Assert.Equal(hours, Of($$"""{ "UserConfig": { "Namespaces": [{ "Topics": [{{topic}}] }] } }""").Single(policy => policy.Name == "messages-t").Life?.TotalHours);
    }

    [Fact]
    public void Those_that_were_given_up_have_a_time_of_their_own_wherever_they_lie()
    {
        var givenUp = Of("""{ "UserConfig": { "Namespaces": [{ "Queues": [{ "Name": "q" }], "Topics": [{ "Name": "t" }] }] } }""").Single(policy => policy.Name == "messages-given-up");
        Assert.Equal(Options.GivenUpLife, givenUp.Life);
        Assert.Equal([new(StoredPlaceKind.Queue, "q"), new StoredPlace(StoredPlaceKind.Topic, "t")], givenUp.Covers);
    }

    private static List<StorePolicy> Of(string topology) => [.. MessagePolicies.Of(topology, Options)];

    private static string Life(string? life) => life is null ? "{}" : $$"""{ "DefaultMessageTimeToLive": "{{life}}" }""";
}
