using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Lifecycle;

/// <summary>What nobody says a time of is found, whatever it is.</summary>
public sealed class StorePoliciesTests
{
    private static readonly StoredPlace Letters = new(StoredPlaceKind.Container, "letters");
    private static readonly StoredPlace Parcels = new(StoredPlaceKind.BlobContainer, "parcels");

    [Fact]
    public void What_is_stored_and_not_spoken_of_is_named() => Assert.Equal(
        ["nobody says how long the BlobContainer 'parcels' is kept"], new StorePolicies([], [Policy("letters", Letters)]).Uncovered([Letters, Parcels]));

    [Fact]
    public void What_is_spoken_of_and_not_there_is_named() => Assert.Equal(
        ["it is said how long the Container 'letters' is kept, which is not there"], new StorePolicies([], [Policy("letters", Letters), Policy("parcels", Parcels)]).Uncovered([Parcels]));

    [Fact]
    public void Of_one_place_several_may_speak() =>
        Assert.Empty(new StorePolicies([], [Policy("letters", Letters), Policy("stamps", Letters), Policy("nowhere")]).Uncovered([Letters]));

    [Fact]
    public void A_name_is_one_policys_alone() =>
        Assert.Throws<DeclarationException>(() => new StorePolicies([], [Policy("letters", Letters), Policy("letters", Parcels)]));

    private static StorePolicy Policy(string name, params StoredPlace[] covers) => new(name, covers) { Holds = "something", When = "for good", Reason = "Because" };
}
