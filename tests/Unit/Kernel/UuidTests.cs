using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Ids;

namespace Serverless.Unit.Kernel;

public sealed class UuidTests
{
    [Fact]
    [Trait("Requirement", "S50")]
    public void Derived_ids_are_the_same_in_every_process_and_for_ever() =>
        // Stored ids depend on it: whoever changes this value orphans every idempotency record and event.
        Assert.Equal(Guid.Parse("c1a5b4a0-2ed5-8309-88b6-b3708155fde2"), Uuid.Derived("tenant", "people", "key"));

    [Fact]
    [Trait("Requirement", "S50")]
    public void Derived_ids_differ_where_their_parts_do() => Prop.ForAll<NonNull<string>[], NonNull<string>[]>((left, right) =>
    {
        string[] a = [.. left.Select(p => p.Get)], b = [.. right.Select(p => p.Get)];
        return a.SequenceEqual(b) == (Uuid.Derived(a) == Uuid.Derived(b)) && Uuid.Derived(a).Version == 8;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_do_not_run_into_each_other() => Assert.NotEqual(Uuid.Derived("ab", "c"), Uuid.Derived("a", "bc"));

    [Fact]
    [Trait("Requirement", "S52")]
    public void New_ids_are_random() => Assert.Equal(4, Uuid.New().Version);
}
