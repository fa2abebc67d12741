using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Cosmos;

/// <summary>A container that cannot be is refused when it is declared.</summary>
public sealed class ContainerDeclarationTests
{
    [Fact]
    public void Every_problem_is_named()
    {
        var refused = Assert.Throws<DeclarationException>(new ContainerDeclaration("Bad name")
        {
            PartitionKey = ["/a", "/b", "/c", "d"],
            Indexed = ["/a", "b/?", "/a b/?", "/list/[]/?", "/all/*"],
            Composites = [["/one"]],
            UniqueKeys = [[]],
            TimeToLive = 0,
        }.Validate);
        Assert.Equal(
            [
                "its name must be lower case with hyphens",
                "its partition key must have one to three paths",
                "its time to live must be positive, -1 or none",
                "'d' is no path of a property",
                "'/a' is no path of an index",
                "'b/?' is no path of an index",
                "'/a b/?' is no path of an index",
                "an index over several fields must have two at least",
                "a unique key must have a path",
            ],
            refused.Problems);
    }

    [Fact]
    [Trait("Requirement", "S67")]
    public void Everything_that_is_not_declared_is_left_out_of_the_index()
    {
        var policy = new ContainerDeclaration("notes") { Indexed = ["/a/?"] }.Properties().IndexingPolicy;
        Assert.Equal(["/a/?"], policy.IncludedPaths.Select(path => path.Path));
        Assert.Equal(["/*"], policy.ExcludedPaths.Select(path => path.Path));
    }
}
