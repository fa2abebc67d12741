using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class PendingTermsTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task However_many_writes_share_a_commit_the_index_is_as_if_each_had_its_own(bool onDisk)
    {
        await using var store = TestStore.Create(onDisk);
        var random = new Random(7);
        var expected = new Dictionary<string, int>();
        for (var i = 0; i < 400; i++)
        {
            var (id, value) = ($"{random.Next(40)}", random.Next(5));
            var exists = expected.ContainsKey(id);
            var isAborted = random.Next(4) == 0;
            await store.WriteAsync(
                transaction =>
                {
                    if (exists && value == 0) TestStore.Delete(transaction, 1, id);
                    else if (exists) TestStore.Replace(transaction, 1, id, $"\"x\":{value}");
                    else TestStore.Create(transaction, 1, id, $"\"x\":{value}");
                    if (isAborted) transaction.Abort();
                    return true;
                },
                WorkKind.Batch);
            if (isAborted) continue;
            if (exists && value == 0) expected.Remove(id);
            else expected[id] = value;
        }

        var found = await store.ReadAsync(read => read.Index("/x", KeyRange.All, false, null)
            .Select(entry => (Key: Convert.ToHexString(entry.Key), read.Get(entry.Number)!.Id))
            .ToList());

        Assert.Equal(
            expected.Select(item => (Key: Convert.ToHexString(IndexKey.Encode(item.Value)), Id: item.Key)).Order(),
            found.Order());
    }
}
