using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

public abstract class VectorContract(Backend backend) : Contract(backend)
{
    private sealed record Point(string Id, string Pk, float[] V, string Team);

    private static readonly Point[] Points =
    [
        .. Enumerable.Range(0, 24).Select(i => new Point(
            $"{i}", $"p{i % 3}", [MathF.Cos(i) * (1 + i % 4), MathF.Sin(i) * (1 + i % 4), i % 5 - 2], $"t{i % 2}")),
    ];

    private static readonly float[] Wanted = [0.6f, 0.7f, 0.4f];

    [ContractTheory]
    [InlineData(DistanceFunction.Cosine)]
    [InlineData(DistanceFunction.DotProduct)]
    [InlineData(DistanceFunction.Euclidean)]
    public async Task The_nearest_come_first(DistanceFunction function)
    {
        var container = await FilledAsync(function);
        var query = new QueryDefinition(
            "SELECT TOP 8 VALUE c.id FROM c ORDER BY VectorDistance(c.v, @wanted)").WithParameter("@wanted", Wanted);
        Assert.Equal(Nearest(function, Points).Take(8), await container.QueryAsync<string>(query));
    }

    [ContractTheory]
    [InlineData(DistanceFunction.Cosine)]
    [InlineData(DistanceFunction.DotProduct)]
    [InlineData(DistanceFunction.Euclidean)]
    public async Task The_score_is_selected_and_filters_apply(DistanceFunction function)
    {
        var container = await FilledAsync(function);
        var query = new QueryDefinition("""
            SELECT TOP 5 c.id, VectorDistance(c.v, @wanted) AS score FROM c
            WHERE c.team = 't1' ORDER BY VectorDistance(c.v, @wanted)
            """).WithParameter("@wanted", Wanted);
        var rows = await container.QueryAsync<Scored>(query);

        var filtered = Points.Where(point => point.Team == "t1").ToList();
        Assert.Equal(Nearest(function, filtered).Take(5), rows.Select(row => row.Id));
        Assert.All(rows, row => Assert.Equal(Score(function, Points[int.Parse(row.Id, CultureInfo.InvariantCulture)].V), row.Score, 4));
    }

    [ContractFact]
    public async Task The_nearest_of_one_partition()
    {
        var container = await FilledAsync(DistanceFunction.Euclidean);
        var query = new QueryDefinition(
            "SELECT TOP 3 VALUE c.id FROM c ORDER BY VectorDistance(c.v, @wanted)").WithParameter("@wanted", Wanted);
        Assert.Equal(
            Nearest(DistanceFunction.Euclidean, Points.Where(point => point.Pk == "p1")).Take(3),
            await container.QueryAsync<string>(query, "p1"));
    }

    [ContractFact]
    public async Task The_policy_of_a_container_is_kept()
    {
        var container = await FilledAsync(DistanceFunction.DotProduct);
        var properties = (await container.ReadContainerAsync()).Resource;
        var embedding = Assert.Single(properties.VectorEmbeddingPolicy.Embeddings);
        Assert.Equal(("/v", 3, DistanceFunction.DotProduct), (embedding.Path, (int)embedding.Dimensions, embedding.DistanceFunction));
        Assert.Equal("/v", Assert.Single(properties.IndexingPolicy.VectorIndexes).Path);
    }

    private sealed record Scored(string Id, double Score);

    private static IEnumerable<string> Nearest(DistanceFunction function, IEnumerable<Point> points) =>
        points.OrderBy(point => function == DistanceFunction.Euclidean ? Score(function, point.V) : -Score(function, point.V))
            .Select(point => point.Id);

    private static double Score(DistanceFunction function, float[] vector)
    {
        var pairs = vector.Zip(Wanted, (a, b) => ((double)a, (double)b)).ToList();
        var dot = pairs.Sum(pair => pair.Item1 * pair.Item2);
        return function switch
        {
            DistanceFunction.DotProduct => dot,
            DistanceFunction.Euclidean => Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.Item1 - pair.Item2, 2))),
            _ => dot / Math.Sqrt(pairs.Sum(pair => pair.Item1 * pair.Item1) * pairs.Sum(pair => pair.Item2 * pair.Item2)),
        };
    }

    private Task<Container> FilledAsync(DistanceFunction function) => Backend.OnceAsync($"vectors {function}", async () =>
    {
        var properties = new ContainerProperties("", "/pk")
        {
            VectorEmbeddingPolicy = new(new Collection<Embedding>
            {
                new() { Path = "/v", Dimensions = 3, DataType = VectorDataType.Float32, DistanceFunction = function },
            }),
        };
        properties.IndexingPolicy.VectorIndexes.Add(new() { Path = "/v", Type = VectorIndexType.Flat });
        var container = await NewContainerAsync(properties, "vectors");
        foreach (var point in Points)
            await container.CreateItemAsync(point);
        return container;
    });
}
