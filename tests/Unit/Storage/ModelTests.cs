using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

/// <summary>Random operations on the container and on a plain list; after each round, and after reopening, both must agree.</summary>
public sealed class ModelTests
{
    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements("create", "create", "replace", "delete", "batch", "fail", "reopen", "wait")
        from partition in Gen.Choose(1, 3)
        from id in Gen.Elements("a", "b", "c", "d")
        from n in Gen.Choose(0, 4)
        from expires in Gen.Frequency((4, Gen.Constant<long?>(null)), (1, Gen.Choose(1, 3).Select(s => (long?)s)))
        select new Step(kind, partition, id, n, expires);

    [Theory, InlineData(true), InlineData(false)]
    public void The_container_agrees_with_a_plain_model(bool onDisk) =>
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => RunAsync(steps, onDisk))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(onDisk ? 40 : 150).WithEndSize(60));

    private static async Task<bool> RunAsync(IEnumerable<Step> steps, bool onDisk)
    {
        await using var store = TestStore.Create(onDisk);
        var model = new Model(store.Time);
        foreach (var step in steps)
        {
            await ApplyAsync(store, model, step, onDisk);
            await store.ReadAsync(read => Compare(read, model));
        }

        return true;
    }

    private static async Task ApplyAsync(TestStore store, Model model, Step step, bool onDisk)
    {
        switch (step.Kind)
        {
            case "reopen" when onDisk:
                await store.ReopenAsync();
                break;
            case "wait":
                store.Time.Advance(TimeSpan.FromSeconds(step.N));
                break;
            case "create":
                var conflict = await Record.ExceptionAsync(() => store.CreateAsync(step.Partition, step.Id, step.Properties, step.Expires));
                Assert.Equal(model.Has(step), conflict is ConflictException);
                if (conflict is null) model.Create(step);
                break;
            case "replace" when model.Has(step):
                await store.ReplaceAsync(step.Partition, step.Id, step.Properties);
                model.Replace(step);
                break;
            case "delete":
                Assert.Equal(model.Has(step), await store.DeleteAsync(step.Partition, step.Id));
                model.Delete(step);
                break;
            case "batch" when model.Has(step):
                await store.WriteAsync(transaction =>
                {
                    TestStore.Replace(transaction, step.Partition, step.Id, step.Properties);
                    return TestStore.Delete(transaction, step.Partition, step.Id);
                });
                model.Replace(step);
                model.Delete(step);
                break;
            case "fail" when model.Has(step):
                await Assert.ThrowsAsync<TimeoutException>(() => store.WriteAsync<int>(transaction =>
                {
                    TestStore.Delete(transaction, step.Partition, step.Id);
                    TestStore.Create(transaction, step.Partition, step.Id, step.Properties);
                    throw new TimeoutException();
                }));
                break;
            default:
                break;
        }
    }

    private static bool Compare(ReadTransaction read, Model model)
    {
        var live = model.Live.ToList();
        Assert.Equal(live, read.Scan(EpkRange.Full, 0).Select(Text));
        Assert.Equal(live.Order(StringComparer.Ordinal), read.ScanPartition(EpkRange.Full, null).Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(live.Order(StringComparer.Ordinal), read.Changes(0, EpkRange.Full).Select(Text).Order(StringComparer.Ordinal));
        var changes = read.Changes(0, EpkRange.Full).Select(item => (item.Lsn, item.Ordinal)).ToList();
        Assert.Equal(changes.Order(), changes);
        var versions = read.Versions(0, EpkRange.Full).ToList();
        Assert.Equal(model.Log, versions.Where(version => !version.Expired).Select(version => $"{version.Kind} {version.Number}"));
        Assert.Equal(versions.OrderBy(v => v.Lsn).ThenBy(v => v.Ordinal), versions);
        for (var n = 0; n <= 4; n++)
        {
            var found = read.Index("/n", KeyRange.Exactly(IndexKey.Encode(n)), false, null).Select(e => read.Get(e.Number)).OfType<StoredItem>();
            Assert.Equal(live.Where(text => text.EndsWith($"={n}", StringComparison.Ordinal)), found.Select(Text));
        }

        return true;
    }

    private static string Text(StoredItem item) => Model.Text(
        item.Epk[0], item.Id, System.Text.Json.JsonDocument.Parse(item.Body).RootElement.GetProperty("n").GetInt32());

    internal sealed record Step(string Kind, int Partition, string Id, int N, long? Expires)
    {
        public string Properties => $"\"n\":{N}";
    }

    private sealed class Model(TestTime time)
    {
        private readonly SortedDictionary<long, (int Partition, string Id, int N, long? Expires)> _items = [];
        private long _lastNumber;

        public List<string> Log { get; } = [];

        public IEnumerable<string> Live => _items.Values.Where(IsLive).Select(item => Text(item.Partition, item.Id, item.N));

        public static string Text(int partition, string id, int n) => $"{partition}/{id}={n}";

        public bool Has(Step step) => Find(step) is not null;

        public void Create(Step step)
        {
            _items[++_lastNumber] = (step.Partition, step.Id, step.N, time.Seconds + step.Expires);
            Log.Add($"Create {_lastNumber}");
        }

        public void Replace(Step step)
        {
            var number = Find(step)!.Value;
            _items[number] = _items[number] with { N = step.N };
            Log.Add($"Replace {number}");
        }

        public void Delete(Step step)
        {
            if (Find(step) is not { } number) return;
            _items.Remove(number);
            Log.Add($"Delete {number}");
        }

        private bool IsLive((int, string, int, long? Expires) item) => item.Expires is not { } expiry || expiry > time.Seconds;

        private long? Find(Step step)
        {
            foreach (var (number, item) in _items)
            {
                if (item.Partition == step.Partition && item.Id == step.Id && IsLive(item)) return number;
            }

            return null;
        }
    }
}
