namespace Serverless.Unit.Sql.Functions;

public class SpatialFunctionTests
{
    private const string Headquarters = "{ 'type': 'Point', 'coordinates': [-122.12826822304672, 47.63980239335718] }";
    private const string Research = "{ 'type': 'Point', 'coordinates': [-96.84368664765994, 46.81297794314663] }";
    private const string Reference = "{ 'type': 'Point', 'coordinates': [-122.11758113953535, 47.66901087006131] }";

    private const string Campus = """
        { 'type': 'Polygon', 'coordinates': [[[-122.13236581015025, 47.64606476313813], [-122.13221982500913, 47.633757091363975],
          [-122.11840598103835, 47.641749416109235], [-122.12061400629656, 47.64589264786028], [-122.13236581015025, 47.64606476313813]]] }
        """;

    private const string Highway = """
        { 'type': 'Polygon', 'coordinates': [[[-122.13693695285855, 47.64996065621003], [-122.1351662656516, 47.64627863318731],
          [-122.13488295569863, 47.646326350048696], [-122.1366182291613, 47.650016321952904], [-122.13693695285855, 47.64996065621003]]] }
        """;

    private const string Block = """
        { 'type': 'Polygon', 'coordinates': [[[-122.14034847687708, 47.6494835188378], [-122.14014779899375, 47.64625477474044],
          [-122.13256925774829, 47.646207057813655], [-122.13254564858545, 47.64941990019193], [-122.14034847687708, 47.6494835188378]]] }
        """;

    private const string Square = "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]] }";
    private const string Clockwise = "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]] }";
    private const string WithHole = "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [4, 6], [6, 6], [6, 4], [4, 4]]] }";
    private const string AcrossDateLine = "{ 'type': 'Polygon', 'coordinates': [[[170, -10], [-170, -10], [-170, 10], [170, 10], [170, -10]]] }";
    private const string AroundPole = "{ 'type': 'Polygon', 'coordinates': [[[0, 60], [90, 60], [180, 60], [-90, 60], [0, 60]]] }";

    public static TheoryData<string, string?> Facts => new()
    {
        // Bit operators cut off the fraction: the documented distances differ in the tenth of a millimetre.
        { $"ST_DISTANCE({Headquarters}, {Reference}) | 0", "3345" },
        { $"ST_DISTANCE({Research}, {Reference}) * 1000 | 0", "1907438421" },
        { $"ST_DISTANCE({Headquarters}, {Headquarters})", "0" },
        { $"ST_DISTANCE({Headquarters}, 'here')", null },

        { $"ST_WITHIN({{ 'type': 'Point', 'coordinates': [-122.12824857332558, 47.6395516675712] }}, {Campus})", "true" },
        { $"ST_WITHIN({Research}, {Campus})", "false" },
        { $"ST_INTERSECTS({Highway}, {Block})", "true" },
        { $"ST_INTERSECTS({Campus}, {Block})", "false" },

        { "ST_AREA({ 'type': 'Polygon', 'coordinates': [[[31.8, -5], [32, -5], [32, -4.7], [31.8, -4.7], [31.8, -5]]] }) | 0", "735970283" },
        { $"ST_AREA({Headquarters})", "0" },
        { "ST_AREA({ 'type': 'Polygon' })", null },

        { "ST_ISVALID({ 'type': 'Point', 'coordinates': [-84.38876194345323, 33.75682784306348] })", "true" },
        { "ST_ISVALID({ 'type': 'Point', 'coordinates': [133.75682784306348, -184.38876194345323] })", "false" },
        { "ST_ISVALIDDETAILED({ 'type': 'Point', 'coordinates': [-84.38876194345323, 33.75682784306348] })", """{"valid":true}""" },
        {
            "ST_ISVALIDDETAILED({ 'type': 'Point', 'coordinates': [133.75682784306348, -184.38876194345323] })",
            """{"valid":false,"reason":"Latitude values must be between -90 and 90 degrees."}"""
        },
        { "ST_ISVALIDDETAILED(undefined)", """{"valid":false,"reason":"Unable to process the geometry."}""" },
        { "ST_ISVALIDDETAILED({ 'type': 'MultiPoint', 'coordinates': [[0, 0]] })", """{"valid":false,"reason":"Unable to process the geometry."}""" },
    };

    public static TheoryData<string, string?> Validity => new()
    {
        { Square, "true" },
        { "{ 'type': 'Point', 'coordinates': [1] }", "false" },
        { "{ 'type': 'Point', 'coordinates': [181, 0] }", "false" },
        { "{ 'type': 'LineString', 'coordinates': [[0, 0], [1, 1]] }", "true" },
        { "{ 'type': 'LineString', 'coordinates': [[0, 0], [0, 0]] }", "false" },
        { "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [1, 0], [1, 1], [0, 1]]] }", "false" },
        { "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [1, 0], [0, 0]]] }", "false" },
        { "{ 'type': 'Polygon', 'coordinates': [[[0, 0], [1, 0], [1, 0], [0, 0]]] }", "false" },
        { "{ 'type': 'Circle', 'coordinates': [0, 0] }", "false" },
        { "42", "false" },
        { "undefined", "false" },
    };

    public static TheoryData<string, string, string> Relations => new()
    {
        { Point(5, 5), Square, "within, intersects" },
        { Point(15, 5), Square, "" },
        { Point(0, 5), Square, "intersects" },
        { Point(15, 5), Clockwise, "within, intersects" },
        { Point(5, 5), Clockwise, "" },
        { Point(5, 5), WithHole, "" },
        { Point(3, 5), WithHole, "within, intersects" },
        { Point(180, 0), AcrossDateLine, "within, intersects" },
        { Point(0, 0), AcrossDateLine, "" },
        { Point(45, 90), AroundPole, "within, intersects" },
        { Point(45, -90), AroundPole, "" },
        { Line("[1, 1], [9, 9]"), Square, "within, intersects" },
        { Line("[1, 1], [9, 9]"), WithHole, "intersects" },
        { Line("[1, 1], [19, 9]"), Square, "intersects" },
        { Line("[-1, 5], [11, 5]"), Square, "intersects" },
        { Line("[0, 1], [0, 9]"), Square, "intersects" },
        { Line("[0, 20], [10, 20]"), Square, "" },
        { Line("[0, 0], [0, 2]"), Line("[0, -1], [0, 3]"), "within, intersects" },
        { Line("[0, 0], [2, 2]"), Line("[0, 2], [2, 0]"), "intersects" },
        { Square, Square, "within, intersects" },
        { Square, WithHole, "intersects" },
        { WithHole, Square, "within, intersects" },
        { Square, Clockwise, "intersects" },
        { "{ 'type': 'Polygon', 'coordinates': [[[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]] }", WithHole, "intersects" },
        { Square, Line("[-1, 5], [11, 5]"), "intersects" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Gives_what_the_documentation_says(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Theory]
    [MemberData(nameof(Validity))]
    public void Knows_a_geometry(string geometry, string? expected) => Assert.Equal(expected, Evaluate.Json($"ST_ISVALID({geometry})"));

    [Theory]
    [MemberData(nameof(Relations))]
    public void Relates_geometries(string left, string right, string expected)
    {
        var within = Evaluate.Json($"ST_WITHIN({left}, {right})") == "true";
        var intersects = Evaluate.Json($"ST_INTERSECTS({left}, {right})") == "true";
        Assert.Equal(expected, string.Join(", ", new[] { within ? "within" : "", intersects ? "intersects" : "" }.Where(r => r != "")));
        Assert.Equal(intersects, Evaluate.Json($"ST_INTERSECTS({right}, {left})") == "true");
    }

    [Fact]
    public void Measures_to_the_nearest_place_of_a_line()
    {
        var degreeOfLatitude = Evaluate.Json($"ST_DISTANCE({Point(5, 1)}, {Point(5, 0)})");
        Assert.Equal("110574", Evaluate.Json($"ST_DISTANCE({Point(5, 1)}, {Line("[0, 0], [10, 0]")}) | 0"));
        Assert.StartsWith("110574.", degreeOfLatitude, StringComparison.Ordinal);
        Assert.Equal("0", Evaluate.Json($"ST_DISTANCE({Point(5, 5)}, {Square})"));
    }

    [Fact]
    public void A_polygon_and_its_inverse_cover_the_globe() =>
        Assert.Equal("510065621", Evaluate.Json($"(ST_AREA({Square}) + ST_AREA({Clockwise})) / 1000000 | 0"));

    private static string Point(double longitude, double latitude) => $"{{ 'type': 'Point', 'coordinates': [{longitude}, {latitude}] }}";

    private static string Line(string positions) => $"{{ 'type': 'LineString', 'coordinates': [{positions}] }}";
}
