using System.Text;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Running;

public static class Json
{
    private static readonly string[] SystemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts", "_lsn"];

    public static JsonObject Object(string text) => JsonNode.Parse(text)!.AsObject();

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    public static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>A document as its owner wrote it.</summary>
    public static JsonObject WithoutSystemProperties(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        foreach (var name in SystemProperties)
            copy.Remove(name);
        return copy;
    }

    public static void AssertEqual(string expected, JsonNode? actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), actual),
            $"Expected {expected}\nActual   {actual?.ToJsonString() ?? "null"}");

    public static void AssertDocument(string expected, JsonObject actual) =>
        AssertEqual(expected, WithoutSystemProperties(actual));
}
