using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Audit;

/// <summary>What becomes of what a run notes: one entry for each subject, as strong as the strongest thing in it.</summary>
public sealed class AccessTests
{
    private static readonly SubjectPlace Ada = new("acme", "6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private static readonly PersonalField Name = new("/name", Purpose.Administration);
    private static readonly PersonalField Email = new("/email", Purpose.Communication);

    [Fact]
    [Trait("Requirement", "S96")]
    public void What_is_written_and_then_shown_is_one_write_that_says_both()
    {
        var trail = AccessTrail.Begin(caller: null);
        trail.Note(AccessKind.Write, Staff(), Ada, "person", Ada.SubjectId, [Email]);
        trail.Note(AccessKind.Read, Staff(), Ada, "person", Ada.SubjectId, [Name, Email]);

        var access = Assert.Single(trail.Found(isAnswered: true));
        var records = Assert.Single(access.Records);
        Assert.Equal((AccessKind.Write, AccessBehalf.Tenant), (access.Kind, access.Behalf));
        Assert.Equal(["/email", "/name"], records.Shown);
        Assert.Equal(["/email"], records.Written);
        Assert.Equal([Purpose.Administration, Purpose.Communication], access.Purposes);
    }

    [Fact]
    public void Of_a_run_that_fails_only_what_it_wrote_counts()
    {
        var trail = AccessTrail.Begin(caller: null);
        trail.Note(AccessKind.Read, Staff(), Ada, "person", Ada.SubjectId, [Name]);
        trail.Note(AccessKind.Write, Staff(), Ada with { SubjectId = "other" }, "person", "other", [Name]);
        Assert.Equal("other", Assert.Single(trail.Found(isAnswered: false)).Subject.SubjectId);
    }

    [Fact]
    public void Nothing_personal_leaves_nothing_but_where_the_audit_is_read_or_data_taken_out()
    {
        var trail = AccessTrail.Begin(caller: null);
        trail.Note(AccessKind.Read, Staff(), Ada, "person", Ada.SubjectId, []);
        trail.Note(AccessKind.Write, Staff(), Ada, "person", Ada.SubjectId, []);
        Assert.Empty(trail.Found(isAnswered: true));
        trail.Note(AccessKind.Export, Staff(), Ada, "export", "1", []);
        Assert.Equal(AccessKind.Export, Assert.Single(trail.Found(isAnswered: true)).Kind);
    }

    [Fact]
    public void Many_records_are_counted_and_the_first_of_them_named()
    {
        var trail = AccessTrail.Begin(caller: null);
        for (var i = 0; i < 250; i++) trail.Note(AccessKind.Read, Staff(), Ada, "attendance", $"{i}", [Name]);
        var records = Assert.Single(Assert.Single(trail.Found(isAnswered: true)).Records);
        Assert.Equal((AccessedRecords.MostIds, 250), (records.Ids.Count, records.Count));
    }

    [Theory]
    [InlineData("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001", true, AccessBehalf.Subject)]
    [InlineData("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002", true, AccessBehalf.Tenant)]
    [InlineData(null, true, AccessBehalf.Tenant)]
    [InlineData(null, false, AccessBehalf.Cause)]
    public void On_whose_behalf_it_is_follows_from_the_caller(string? person, bool hasRole, AccessBehalf expected)
    {
        var trail = AccessTrail.Begin(caller: null);
        var caller = new Caller("acme", "account-1", person is null ? null : Guid.Parse(person), hasRole ? new HashSet<Role> { Role.Staff } : []);
        trail.Note(AccessKind.Read, caller, Ada, "person", "1", [Name]);
        Assert.Equal(expected, Assert.Single(trail.Found(isAnswered: true)).Behalf);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("198.51.100.9, 203.0.113.77:5000", "203.0.113.0/24")]
    [InlineData("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::/48")]
    [InlineData("", "192.0.2.0/24")]
    [InlineData("nonsense", "192.0.2.0/24")]
    public void Of_an_address_only_the_network_is_kept(string forwarded, string expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.44");
        if (forwarded.Length > 0) http.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(expected, ClientNetwork.Of(http));
    }

    [Fact]
    public void Fields_in_lists_are_named_once_and_empty_ones_not_at_all()
    {
        var schema = RecordSchema.Of<Course>();
        var data = JsonNode.Parse("""{"title":"Welding","teacher":"","reviews":[{"stars":1,"words":"Good"},{"stars":2,"words":"Fair"},{"stars":3,"words":""}]}""")!.AsObject();
        Assert.Equal([new PersonalField("/reviews/*/words", Purpose.Assessment)], PersonalField.In(schema, data));
    }

    private static Caller Staff() => new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    public sealed record Course
    {
        [Field("Its name", Purpose.Administration, MaxLength = 100)]
        public required string Title { get; init; }

        [Field("Who teaches it", Purpose.Administration, Personal.Identity, MaxLength = 100)]
        public required string Teacher { get; init; }

        [Field("What learners say", Purpose.Assessment, MaxItems = 10)]
        public required IReadOnlyList<CourseReview> Reviews { get; init; }
    }

    public sealed record CourseReview
    {
        [Field("From 1 to 5", Purpose.Assessment)]
        public required int Stars { get; init; }

        [Field("In words", Purpose.Assessment, Personal.FreeText, MaxLength = 100)]
        public required string Words { get; init; }
    }
}
