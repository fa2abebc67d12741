using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.Unit.Engine.Items;

public sealed class DocumentTextTests
{
    private const string Tail = "\"_rid\":\"r\",\"_self\":\"s\",\"_etag\":\"\\\"e\\\"\",\"_attachments\":\"attachments/\",\"_ts\":7}";

    [Theory]
    [InlineData("""{}""", "{")]
    [InlineData("""{"id":"1"}""", """{"id":"1",""")]
    [InlineData(""" { "id" : "1" , "n": 1.0, "big":9007199254740993 } """, """{ "id" : "1" , "n": 1.0, "big":9007199254740993 ,""")]
    [InlineData("""{"_etag":null,"id":"1","_ts":0}""", """{"id":"1",""")]
    [InlineData("""{"a":{"_ts":1},"_rid":"x","b":[{"_self":2}]}""", """{"a":{"_ts":1},"b":[{"_self":2}],""")]
    [InlineData("""{"_ts":1,"_rid":"x"}""", "{")]
    [InlineData("""{"\u005fts":1,"id":"1"}""", """{"id":"1",""")]
    public void The_servers_properties_replace_the_clients_and_the_rest_stays_as_it_was_written(string sent, string kept)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        using var parsed = JsonDocument.Parse(bytes);
        var stored = DocumentText.Of(bytes, parsed.RootElement).With(new SystemProperties("r", "s", "\"e\"", 7));
        Assert.Equal(kept + Tail, Encoding.UTF8.GetString(stored));
        Assert.Equal(kept.TrimEnd(',') + "}", Encoding.UTF8.GetString(DocumentText.OfStored(stored).Alone()));
    }
}
