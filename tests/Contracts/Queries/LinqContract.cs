using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Linq;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Each query through the SDK's LINQ provider gives what LINQ to objects gives for the same documents.</summary>
public abstract class LinqContract(Backend backend) : Contract(backend)
{
    public sealed record Visit(string Day, int Min);

    public sealed record Person(
        string Id, string Pk, int N, string Name, string? Nick, bool Active, double Price, string[] Tags, Visit[] Visits,
        [property: JsonPropertyName("born_at")] DateTime Born);

    private static readonly Person[] People =
    [
        .. Enumerable.Range(0, 20).Select(i => new Person(
            $"{i:00}", $"p{i % 3}", i, $"{(char)('a' + i % 7)}Name{i}", i % 4 == 0 ? null : $"nick{i % 5}", i % 2 == 0, i * 1.25 - 5,
            [.. Enumerable.Range(0, i % 4).Select(t => $"t{(i + t) % 5}")],
            [.. Enumerable.Range(0, i % 3).Select(v => new Visit($"d{v}", i * v))],
            new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i * 31))),
    ];

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["Where compares"] = Case.Of(q => q.Where(p => p.N > 3 && p.N <= 9 || p.Name == "aName0").OrderBy(p => p.N)),
        ["Where not"] = Case.Of(q => q.Where(p => !p.Active && p.N != 5).OrderBy(p => p.N)),
        ["Where null"] = Case.Of(q => q.Where(p => p.Nick == null).OrderBy(p => p.N)),
        ["Where not null"] = Case.Of(q => q.Where(p => p.Nick != null).OrderBy(p => p.N)),
        ["Where date"] = Case.Of(q => q.Where(p => p.Born >= new DateTime(2000, 6, 1, 0, 0, 0, DateTimeKind.Utc)).OrderBy(p => p.N)),
        ["Where arithmetic"] = Case.Of(q => q.Where(p => p.N * 2 + 1 > 11 && p.N % 3 == 1).OrderBy(p => p.N)),
        ["Where starts with"] = Case.Of(q => q.Where(p => p.Name.StartsWith("bN")).OrderBy(p => p.N)),
        ["Where contains ignoring case"] = Case.Of(q => q.Where(p => p.Name.Contains("NAME1", StringComparison.OrdinalIgnoreCase)).OrderBy(p => p.N)),
        ["Where ends with"] = Case.Of(q => q.Where(p => p.Name.EndsWith('5')).OrderBy(p => p.N)),
        ["Select upper and lower"] = Case.Of(q => q.OrderBy(p => p.N).Select(p => p.Name.ToUpper() + p.Pk.ToLower())),
        ["Where substring"] = Case.Of(q => q.Where(p => p.Name.Substring(1, 4) == "Name" && p.Name.IndexOf('N') == 1).OrderBy(p => p.N)),
        ["Where in a list"] = Case.Of(q => q.Where(p => new List<string> { "02", "05", "99" }.Contains(p.Id)).OrderBy(p => p.N)),
        ["Where array contains"] = Case.Of(q => q.Where(p => Enumerable.Contains(p.Tags, "t2")).OrderBy(p => p.N)),
        ["Where any"] = Case.Of(q => q.Where(p => p.Visits.Any(v => v.Min > 10 && v.Day == "d1")).OrderBy(p => p.N)),
        ["Where count"] = Case.Of(q => q.Where(p => p.Tags.Count() >= 2).OrderBy(p => p.N)),
        ["Where math"] = Case.Of(q => q.Where(p => Math.Abs(p.Price) < 3 && Math.Floor(p.Price) >= -3).OrderBy(p => p.N)),
        ["Select property"] = Case.Of(q => q.OrderBy(p => p.N).Select(p => p.Name)),
        ["Select object"] = Case.Of(q => q.OrderBy(p => p.N).Select(p => new { p.Id, Twice = p.N * 2, First = p.Tags })),
        ["Select conditional"] = Case.Of(q => q.OrderBy(p => p.N).Select(p => p.Active ? "yes" : "no")),
        ["Select many"] = Case.Of(q => q.SelectMany(p => p.Tags).Where(t => t == "t1")),
        ["Select many with source"] = Case.Of(q => q.SelectMany(p => p.Visits.Where(v => v.Min > 5).Select(v => new { p.Id, v.Day }))),
        ["Select sub-list"] = Case.Of(q => q.OrderBy(p => p.N).Select(p => p.Visits.Where(v => v.Min > 5).ToArray())),
        ["Order by two"] = Case.Of(q => q.OrderBy(p => p.Active).ThenByDescending(p => p.N)),
        ["Skip and take"] = Case.Of(q => q.OrderBy(p => p.N).Skip(4).Take(5)),
        ["Take"] = Case.Of(q => q.OrderByDescending(p => p.N).Take(3)),
        ["Distinct"] = Case.Of(q => q.Select(p => p.Pk).Distinct()),
        ["Coalesce"] = Case.Of(q => q.Where(p => (p.Nick ?? p.Name) == "nick1").OrderBy(p => p.N)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [ContractTheory]
    [MemberData(nameof(Names))]
    public async Task A_query_gives_what_it_gives_in_memory(string name)
    {
        var container = await FilledAsync();
        var expected = Cases[name].InMemory(People.AsQueryable());
        var actual = await Cases[name].RunAsync(container.GetItemLinqQueryable<Person>());

        var sorted = name is not ("Select many" or "Select many with source" or "Distinct");
        Assert.Equal(sorted ? expected : expected.Order(), sorted ? actual : actual.Order());
    }

    [ContractFact]
    public async Task Aggregates_give_what_they_give_in_memory()
    {
        var query = (await FilledAsync()).GetItemLinqQueryable<Person>();
        Assert.Equal(People.Count(p => p.Active), (await query.Where(p => p.Active).CountAsync()).Resource);
        Assert.Equal(People.Sum(p => p.N), (await query.Select(p => p.N).SumAsync()).Resource);
        Assert.Equal(People.Average(p => p.Price), (await query.Select(p => p.Price).AverageAsync()).Resource, 9);
        Assert.Equal(People.Min(p => p.Price), (await query.Select(p => p.Price).MinAsync()).Resource);
        Assert.Equal(People.Max(p => p.Name), (await query.Select(p => p.Name).MaxAsync()).Resource);
    }

    [ContractFact]
    public async Task Groups_give_what_they_give_in_memory()
    {
        var query = (await FilledAsync()).GetItemLinqQueryable<Person>()
            .GroupBy(p => p.Pk, (key, group) => new { Key = key, Count = group.Count(), Most = group.Max(p => p.N) });
        var expected = People.GroupBy(p => p.Pk, (key, group) => new { Key = key, Count = group.Count(), Most = group.Max(p => p.N) });
        Assert.Equal(expected.OrderBy(g => g.Key), (await query.ToFeedIterator().DrainAsync()).OrderBy(g => g.Key));
    }

    [ContractFact]
    public async Task A_queryable_without_operators_reads_everything()
    {
        var all = await (await FilledAsync()).GetItemLinqQueryable<Person>().ToFeedIterator().DrainAsync();
        Assert.Equal(People.Length, all.Count);
    }

    [ContractFact]
    public async Task Extension_methods_of_the_SDK_translate()
    {
        var query = (await FilledAsync()).GetItemLinqQueryable<Person>();
        Assert.Equal(5, await CountAsync(query.Where(p => p.Nick.IsNull())));
        Assert.Equal(20, await CountAsync(query.Where(p => p.Nick.IsDefined() && p.Tags.IsArray() && p.N.IsNumber())));
        Assert.Equal(11, await CountAsync(query.Where(p => p.Name.RegexMatch("Name1"))));

        static async Task<int> CountAsync(IQueryable<Person> people) => (await people.CountAsync()).Resource;
    }

    private Task<Container> FilledAsync() => Backend.OnceAsync(nameof(LinqContract), async () =>
    {
        var properties = new ContainerProperties("", "/pk");
        properties.IndexingPolicy.CompositeIndexes.Add(
        [
            new CompositePath { Path = "/active", Order = CompositePathSortOrder.Ascending },
            new CompositePath { Path = "/n", Order = CompositePathSortOrder.Descending },
        ]);
        var container = await NewContainerAsync(properties, "linq");
        foreach (var person in People)
            await container.CreateItemAsync(person);
        return container;
    });

    /// <summary>One query, to run in memory and through the SDK; rows are compared as JSON text.</summary>
    private sealed record Case(
        Func<IQueryable<Person>, IEnumerable<string>> InMemory, Func<IQueryable<Person>, Task<IEnumerable<string>>> RunAsync)
    {
        public static Case Of<T>(Func<IQueryable<Person>, IQueryable<T>> query) => new(
            people => query(people).AsEnumerable().Select(Text),
            async people => (await query(people).ToFeedIterator().DrainAsync()).Select(Text));

        private static string Text<T>(T row) => JsonSerializer.Serialize(row, JsonSerializerOptions.Web);
    }
}
