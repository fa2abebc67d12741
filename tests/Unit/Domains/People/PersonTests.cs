using Serverless.Functions.Domains.People;
using static Serverless.Functions.Domains.People.PersonDecisions;

namespace Serverless.Unit.Domains;

public sealed class PersonTests
{
    private static readonly PersonDetails Ada = new() { Name = "Ada Example", Email = "ada@example.org", Phone = "+442079460000", Language = "en" };
    private static readonly PersonRegistered Registered = new() { Name = Ada.Name, Email = Ada.Email, Phone = Ada.Phone, Language = Ada.Language };

    [Fact]
    public void Somebody_new_is_registered() => Given().When(p => Register(p, Ada)).Then(Registered);

    [Fact]
    public void Nobody_is_registered_twice() => Given(Registered).When(p => Register(p, Ada)).Then(PersonErrors.Exists);

    [Fact]
    public void Details_are_kept_in_one_spelling() => Given()
        .When(p => Register(p, new PersonDetails { Name = " Ada Example ", Email = " Ada.B@Example.ORG ", Phone = "+44 (20) 7946-0000", Language = "ZH-hant-tw" }))
        .Then(new PersonRegistered { Name = "Ada Example", Email = "Ada.B@example.org", Phone = "+442079460000", Language = "zh-Hant-TW" });

    [Fact]
    [Trait("Requirement", "S86")]
    public void Every_detail_that_is_wrong_is_named() => Given()
        .When(p => Register(p, new PersonDetails { Name = " ", Email = "ada", Phone = "110", Language = "English" }))
        .ThenRefused(
            "person-invalid",
            "/name has no text, or characters that cannot be printed",
            "/email is not an email address",
            "/phone is not a number in international form, such as +44 20 7946 0000",
            "/language is not a language tag, such as en or pt-BR");

    [Fact]
    public void Details_change() => Given(Registered)
        .When(p => Change(p, Ada with { Name = "Ada Sample", Phone = null }))
        .Then(new PersonChanged { Name = "Ada Sample", Email = Ada.Email, Language = "en" });

    [Fact]
    public void A_change_that_changes_nothing_leaves_no_event() => Given(Registered)
        .When(p => Change(p, Ada with { Email = "ada@EXAMPLE.org", Phone = "+44 2079 460000" }))
        .ThenNothing();

    [Fact]
    public void What_users_write_is_read_back_as_they_wrote_it() => Given(Registered).When(p => Change(p, PersonDetails.Of(p!))).ThenNothing();

    [Fact]
    public void A_change_is_checked_like_a_registration() => Given(Registered)
        .When(p => Change(p, Ada with { Email = "a@b" }))
        .ThenRefused("person-invalid", "/email is not an email address");

    /// <summary>GDPR Art. 16.</summary>
    [Fact]
    [Trait("Requirement", "S97")]
    public void What_is_wrong_is_corrected_with_a_reason_also_of_whom_a_user_has_deleted()
    {
        var right = new PersonRectified { Name = "Ada Byron", Email = Ada.Email, Language = "en", Reason = "By her passport", RequestId = Sample.Id(1) };
        var asked = new Rectification { Name = " Ada Byron", Phone = "", Reason = " By her passport" };
        Given(Registered).When(p => Rectify(p!, asked, Sample.Id(1))).Then(right);
        Given(Registered, new PersonDeleted()).When(p => Rectify(p!, asked, Sample.Id(1))).Then(right);
        Given(Registered, right).When(p => Rectify(p!, asked, Sample.Id(2))).ThenNothing();
    }

    [Fact]
    public void A_correction_says_why_and_what() => Given(Registered)
        .When(p => Rectify(p!, new Rectification { Reason = " " }, Sample.Id(1)))
        .ThenRefused("person-invalid", "/reason has no text", " names nothing that is to be corrected");

    [Fact]
    public void Nobody_cannot_change() => Given().When(p => Change(p, Ada)).Then(PersonErrors.NotFound);

    [Fact]
    [Trait("Requirement", "S98")]
    public void Somebody_is_deleted() => Given(Registered).When(Delete).Then(new PersonDeleted());

    [Fact]
    public void Deleting_again_changes_nothing() => Given(Registered, new PersonDeleted()).When(Delete).ThenNothing();

    [Fact]
    public void Nobody_cannot_be_deleted() => Given().When(Delete).Then(PersonErrors.NotFound);

    [Fact]
    public void Who_is_deleted_does_not_change() => Given(Registered, new PersonDeleted()).When(p => Change(p, Ada)).Then(PersonErrors.Deleted);

    [Fact]
    [Trait("Requirement", "S98")]
    public void Who_is_deleted_is_restored_with_all_details()
    {
        Given(Registered, new PersonDeleted()).When(Restore).Then(new PersonRestored());
        Assert.Equal(Given(Registered).State, Given(Registered, new PersonDeleted(), new PersonRestored()).State);
    }

    [Fact]
    public void Restoring_who_is_here_changes_nothing() => Given(Registered).When(Restore).ThenNothing();

    [Fact]
    public void Nobody_cannot_be_restored() => Given().When(Restore).Then(PersonErrors.NotFound);

    [Theory]
    [InlineData("a@b.co", true)]
    [InlineData("first.last+tag@sub.example.museum", true)]
    [InlineData("grün@bücher.example", true)]
    [InlineData("o'neil@x-y.example", true)]
    [InlineData("a@b", false)]
    [InlineData("a@-b.co", false)]
    [InlineData("a@b..co", false)]
    [InlineData("a@b.co.", false)]
    [InlineData(".a@b.co", false)]
    [InlineData("a.@b.co", false)]
    [InlineData("a..a@b.co", false)]
    [InlineData("a b@c.co", false)]
    [InlineData("a@b@c.co", false)]
    [InlineData("Ada <a@b.co>", false)]
    [InlineData("a@b.co\n", true)]
    [InlineData("a\u0000@b.co", false)]
    [InlineData("", false)]
    public void An_address_is_one_that_mail_servers_deliver_to(string email, bool isAddress) =>
        Assert.Equal(isAddress, PersonChecks.Normal(Ada with { Email = email }).IsSuccess);

    private static Scenario<Person, PersonEvent> Given(params PersonEvent[] events) => PeopleDomain.People.Given(events);
}
