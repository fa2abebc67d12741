using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Twelve documents in four logical partitions that the query cases are about.</summary>
public static class Corpus
{
    public const string Documents = """
        [
        {"id":"01","pk":"a","n":1,"g":"x","name":"Ada","m":null,"tags":["red","blue"],"address":{"city":"Paris","zip":"75001"},"visits":[{"day":"mon","min":30},{"day":"tue","min":45}],"active":true,"price":9.5},
        {"id":"02","pk":"a","n":2,"g":"y","name":"Bob","m":false,"tags":[],"address":{"city":"Rome"},"visits":[],"active":false,"price":20},
        {"id":"03","pk":"a","n":3,"g":"x","name":"cara","m":true,"tags":["blue"],"address":null,"active":true,"price":-3.25},
        {"id":"04","pk":"b","n":4,"g":"y","name":"Dan","m":-1,"tags":["green","red","blue"],"address":{"city":"Paris"},"visits":[{"day":"mon","min":10}],"active":false},
        {"id":"05","pk":"b","n":5,"g":"x","name":"Eve","m":10,"tags":["red"],"visits":[{"day":"wed","min":60},{"day":"mon","min":15}],"price":7},
        {"id":"06","pk":"b","n":6,"g":null,"name":"Fay","m":2.5,"tags":["green"],"address":{"city":"Oslo"},"active":true,"price":7},
        {"id":"07","pk":"c","n":7,"name":"Guy","m":"10","tags":null,"active":null,"price":null},
        {"id":"08","pk":"c","n":8,"g":"z","name":"Hal","m":"b","address":{"city":"rome"},"active":true,"price":"12"},
        {"id":"09","pk":"c","n":9,"g":"x","name":"Ida","m":"B","tags":["red","red"],"address":{"city":"Paris"},"active":false,"price":9.5},
        {"id":"10","pk":"d","n":10,"g":"y","name":"Jo","m":[1],"tags":["blue","green"],"price":0},
        {"id":"11","pk":"d","n":11,"g":"z","name":"Éva","m":{"k":1},"tags":["x"],"active":true,"price":100},
        {"id":"12","pk":"d","n":12,"g":"x","name":"","tags":[]}
        ]
        """;

    /// <summary>The service sorts by several paths only where a composite index stands ready.</summary>
    public static ContainerProperties Properties
    {
        get
        {
            var properties = new ContainerProperties("", "/pk");
            Add(("/g", CompositePathSortOrder.Ascending), ("/n", CompositePathSortOrder.Descending));
            Add(("/g", CompositePathSortOrder.Ascending), ("/n", CompositePathSortOrder.Ascending));
            Add(
                ("/pk", CompositePathSortOrder.Descending),
                ("/g", CompositePathSortOrder.Ascending),
                ("/n", CompositePathSortOrder.Descending));
            return properties;

            void Add(params (string Path, CompositePathSortOrder Order)[] paths) => properties.IndexingPolicy.CompositeIndexes.Add(
                [.. paths.Select(path => new CompositePath { Path = path.Path, Order = path.Order })]);
        }
    }

    public static async Task FillAsync(Container container)
    {
        foreach (var document in JsonNode.Parse(Documents)!.AsArray())
        {
            using var answer = await container.CreateItemStreamAsync(
                Json.Stream(document!.ToJsonString()), new PartitionKey((string)document["pk"]!));
            answer.EnsureSuccessStatusCode();
        }
    }
}
