namespace Serverless.Acceptance.Callers;

[Trait("Requirement", "S131")]
public sealed class WhoMayCallTableTests
{
    /// <summary>A changed line lets somebody in or locks somebody out: think it through, then put what is printed into the file.</summary>
    [Fact]
    public void Who_may_call_what_is_approved()
    {
        Assert.NotEmpty(Door.Keys);
        var received = Door.Received();
        Assert.True(received == Door.Approved, $"tests/Acceptance/Callers/WhoMayCall.approved.txt is not what the functions say, which is:\n{received}");
    }
}
