using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Storage;

namespace Serverless.Unit.Runtime;

public sealed class GroupWriterTests
{
    private static readonly Schema Schema = new("test.db", 1, "CREATE TABLE numbers (number INTEGER NOT NULL);");

    [Fact]
    public async Task A_work_that_refuses_fails_alone()
    {
        await using GroupWriter writer = new(new Database(null, Schema));
        var refused = writer.RunAsync<int>(_ => throw new ArgumentException("no"));
        var added = writer.RunAsync(database => database.Run("INSERT INTO numbers VALUES (1)"));

        await Assert.ThrowsAsync<ArgumentException>(() => refused);
        Assert.Equal(1, await added);
        Assert.Equal([1], await NumbersAsync(writer));
    }

    [Fact]
    public async Task A_work_that_fails_after_it_has_written_leaves_nothing()
    {
        await using GroupWriter writer = new(new Database(null, Schema));
        var failure = await Assert.ThrowsAsync<IOException>(() => writer.RunAsync<int>(database =>
        {
            database.Run("INSERT INTO numbers VALUES (1)");
            throw new ArgumentException("no");
        }));

        Assert.IsType<ArgumentException>(failure.InnerException!.InnerException);
        Assert.Empty(await NumbersAsync(writer));
    }

    [Fact]
    public async Task When_what_follows_from_a_commit_fails_everybody_is_told()
    {
        await using GroupWriter writer = new(new Database(null, Schema));
        using ManualResetEventSlim queued = new();
        var first = writer.RunAsync(_ => 1, _ =>
        {
            queued.Wait(Deadline.Patience);
            throw new InvalidOperationException("impossible");
        });
        var later = writer.RunAsync(_ => 2);
        queued.Set();

        await Assert.ThrowsAsync<IOException>(() => first.WaitAsync(Deadline.Patience));
        await Assert.ThrowsAsync<IOException>(() => later.WaitAsync(Deadline.Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.RunAsync(_ => 3));
    }

    private static Task<List<int>> NumbersAsync(GroupWriter writer) =>
        writer.RunAsync(database => database.Read("SELECT number FROM numbers", row => row.GetInt32(0)));
}
