using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

[Trait("Requirement", "S131")]
public sealed class VisibilityTests
{
    private static readonly Guid Own = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private const string Foreign = "6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002";

    /// <summary>Of foreign data; whoever changes a row decides who sees what.</summary>
    public static TheoryData<Role, Personal[]> Seen => new()
    {
        { Role.Learner, [Personal.None] },
        { Role.Staff, [Personal.None, Personal.Identity, Personal.Contact, Personal.Performance, Personal.FreeText] },
        { Role.Reviewer, [Personal.None, Personal.Identity, Personal.Performance, Personal.FreeText] },
        { Role.Dpo, Enum.GetValues<Personal>() },
        { Role.Auditor, [Personal.None] },
        { Role.Operator, [Personal.None] },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public void A_role_sees_of_others_what_its_work_needs(Role role, Personal[] seen) =>
        Assert.Equal(seen, Enum.GetValues<Personal>().Where(personal => Of([role]).Sees(personal, Foreign)));

    [Fact]
    public void Every_role_is_in_the_table() => Assert.Equal(Enum.GetValues<Role>(), Seen.Select(row => (Role)row[0]));

    [Fact]
    public void People_see_all_that_is_kept_of_themselves()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.All(Enum.GetValues<Personal>(), personal => Assert.True(Of([role], Own).Sees(personal, Own.ToString())));
    }

    /// <summary>GDPR Art. 18.</summary>
    [Fact]
    [Trait("Requirement", "S131")]
    public void What_is_restricted_is_seen_by_the_officer_and_the_subject_alone()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.All(Enum.GetValues<Personal>(), personal => Assert.Equal(personal == Personal.None || role == Role.Dpo, Of([role], Own).Sees(personal, Foreign, isRestricted: true)));
            Assert.All(Enum.GetValues<Personal>(), personal => Assert.True(Of([role], Own).Sees(personal, Own.ToString(), isRestricted: true)));
        }
    }

    [Fact]
    public void Being_somebody_opens_nobody_else_s_data() => Assert.False(Of([Role.Learner], Own).Sees(Personal.Identity, Foreign));

    [Fact]
    public void Roles_add_up()
    {
        var caller = Of([Role.Reviewer, Role.Staff]);
        Assert.True(caller.Sees(Personal.Contact, Foreign));
        Assert.False(caller.Sees(Personal.Special, Foreign));
    }

    [Fact]
    public void Without_a_role_nothing_personal_is_seen() =>
        Assert.Equal([Personal.None], Enum.GetValues<Personal>().Where(personal => Of([]).Sees(personal, Foreign)));

    private static Caller Of(Role[] roles, Guid? personId = null) => new("acme", "account", personId, roles.ToHashSet());
}
