using Serverless.LocalCosmos.Sql.Functions;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Functions;

public class VectorFunctionTests
{
    public static TheoryData<string, string?> Facts => new()
    {
        { "VectorDistance([1, 0], [1, 0])", "1" },
        { "VectorDistance([1, 0], [0, 2])", "0" },
        { "VectorDistance([3, 4], [-3, -4], false)", "-1" },
        { "VectorDistance([3, 4], [4, 3], true, { distanceFunction: 'cosine', dataType: 'float32' })", "0.96" },
        { "VectorDistance([1, 2, 3], [4, 5, 6], false, { distanceFunction: 'dotproduct' })", "32" },
        { "VectorDistance([1, 2, 3], [4, 5, 6], false, { distanceFunction: 'DotProduct' })", "32" },
        { "VectorDistance([0, 0], [3, 4], false, { distanceFunction: 'euclidean' })", "5" },
        { "VectorDistance([0, 0], [3, 4], false, { distanceFunction: 'manhattan' })", null },
        { "VectorDistance([1, 2], [1, 2, 3])", null },
        { "VectorDistance([1, 2, 3], [1, 2])", null },
        { "VectorDistance([1, 'two'], [1, 2])", null },
        { "VectorDistance([[1, 2]], [[1, 2]])", null },
        { "VectorDistance([1, 2], [1, 2], 'yes')", null },
        { "VectorDistance([0, 0], [1, 2])", "0" },
        { "VectorDistance([1e200, 1], [1e200, 1])", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Measures_similarity(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"distanceFunction":"cosine"}""", true)]
    [InlineData("""{"distanceFunction":"DotProduct"}""", true)]
    [InlineData("""{"distanceFunction":"Euclidean"}""", false)]
    public void Only_euclidean_distance_is_small_for_similar_vectors(string options, bool greatest) =>
        Assert.Equal(greatest, VectorFunctions.MostSimilarIsGreatest(Value.Parse(options)));

    [Fact]
    public void Is_cosine_similarity_without_options() => Assert.True(VectorFunctions.MostSimilarIsGreatest(Value.Undefined));
}
