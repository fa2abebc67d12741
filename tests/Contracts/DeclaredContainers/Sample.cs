using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.DeclaredContainers;

internal static class Sample
{
    /// <summary>A container with something of everything that can be declared.</summary>
    public static ContainerDeclaration Everything { get; } = new("everything")
    {
        Indexed = ["/tenantId/?", "/subjectId/?", "/tags/[]/?", "/address/*"],
        Composites = [["/tenantId", "/subjectId", "/at"], ["/a", "/b"]],
        UniqueKeys = [["/code"], ["/name/first", "/name/last"]],
        TimeToLive = 3600,
    };
}

public sealed record Course
{
    [Field("What it is called", Purpose.Administration, MaxLength = 40)]
    public required string Title { get; init; }

    [Field("How hard it is", Purpose.Administration, MaxLength = 10)]
    public required string Level { get; init; }

    internal static Domain<Course, Course> Domain { get; } = new("courses", "course")
    {
        Owner = "tests",
        Erasure = Erasure.NotPersonal,
        Events = [EventType.Of<Course>("course-changed")],
        Queries = [new QueryPattern("Courses of a level, the latest first", "level", "changedAt")],
        Evolve = (_, fact) => fact,
    };
}
