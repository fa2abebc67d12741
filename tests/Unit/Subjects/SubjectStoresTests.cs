using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Subjects;

[Trait("Requirement", "S6")]
public sealed class SubjectStoresTests
{
    private static readonly StoredPlace Ledgers = new(StoredPlaceKind.Container, "ledgers");
    private static readonly StoredPlace Orders = new(StoredPlaceKind.Queue, "orders");

    [Fact]
    public void What_each_place_has_one_store_for_is_covered() =>
        Assert.Empty(new SubjectStores([Store("one", Ledgers), Store("other", Orders)], [Ledgers, Orders, Orders]).Uncovered());

    [Fact]
    public void A_place_without_a_store_is_named() =>
        Assert.Equal(["nobody answers for the queue 'orders'"], new SubjectStores([Store("one", Ledgers)], [Ledgers, Orders]).Uncovered());

    [Fact]
    public void A_place_with_two_stores_is_named() =>
        Assert.Equal(["'one' and 'other' both answer for the container 'ledgers'"], new SubjectStores([Store("one", Ledgers), Store("other", Ledgers)], [Ledgers]).Uncovered());

    [Fact]
    public void A_store_for_what_is_not_there_is_named() =>
        Assert.Equal(["'one' answers for the container 'ledgers', which is not there"], new SubjectStores([Store("one", Ledgers)], []).Uncovered());

    [Fact]
    public void Two_stores_do_not_have_one_name() =>
        Assert.Contains("'one' is the name of two", Assert.Throws<DeclarationException>(() => new SubjectStores([Store("one"), Store("one")], [])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_app_does_not_start_with_a_place_that_nobody_answers_for()
    {
        await new SubjectStoreStart(new([Store("one", Ledgers)], [Ledgers])).StartAsync(CancellationToken.None);
        var refused = await Assert.ThrowsAsync<DeclarationException>(() => new SubjectStoreStart(new([], [Ledgers])).StartAsync(CancellationToken.None));
        Assert.Equal(["nobody answers for the container 'ledgers'"], refused.Problems);
    }

    [Fact]
    public void Queues_and_topics_are_those_that_are_deployed()
    {
        var places = StoredPlaces.OfMessaging("""{ "UserConfig": { "Namespaces": [{ "Queues": [{ "Name": "orders" }], "Topics": [{ "Name": "news" }] }] } }""");
        Assert.Equal([Orders, new StoredPlace(StoredPlaceKind.Topic, "news")], places);
    }

    private static DeclaredStore Store(string name, params IReadOnlyList<StoredPlace> covers) => DeclaredStore.NotPersonal(name, "It is a test.", covers);
}
