using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Unit.Callers;

/// <summary>Whatever a function allows and whoever calls: there are so few of both that all are tried.</summary>
[Trait("Requirement", "S131")]
public sealed class AdmissionRuleTests
{
    private static readonly Guid Own = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private static readonly Guid Foreign = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002");
    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private static readonly Role[][] Subsets = [.. Enumerable.Range(0, 1 << Roles.Length).Select(bits => Roles.Where((_, i) => (bits >> i & 1) == 1).ToArray())];

    [Fact]
    public void A_caller_reaches_their_own_data_by_any_allowed_role_and_others_by_one_that_is_not_the_learner_s()
    {
        foreach (var (allowed, held) in Pairs())
        {
            Role[] common = [.. allowed.Intersect(held)];
            Assert.Equal(common.Length > 0, Covers(allowed, held, Own));
            Assert.Equal(common.Any(role => role != Role.Learner), Covers(allowed, held, Foreign));
        }
    }

    [Fact]
    public void Another_role_never_closes_a_door()
    {
        foreach (var (allowed, held) in Pairs())
        {
            foreach (var subject in new[] { Own, Foreign }.Where(subject => Covers(allowed, held, subject)))
                Assert.All(Roles, more => Assert.True(Covers(allowed, [.. held, more], subject)));
        }
    }

    [Fact]
    public void A_caller_who_is_no_subject_owns_no_data() => Assert.All(Pairs(), pair =>
        Assert.Equal(Covers(pair.Allowed, pair.Held, Foreign), Of(pair.Allowed).CoversSubject(Caller(pair.Held, personId: null), Own)));

    private static bool Covers(Role[] allowed, Role[] held, Guid subject) => Of(allowed).CoversSubject(Caller(held, Own), subject);

    private static Admission Of(Role[] allowed) => new(allowed, WhyAnyone: null);

    private static Caller Caller(Role[] held, Guid? personId) => new("acme", "account", personId, held.ToHashSet());

    private static IEnumerable<(Role[] Allowed, Role[] Held)> Pairs() =>
        from allowed in Subsets
        from held in Subsets
        select (allowed, held);
}
