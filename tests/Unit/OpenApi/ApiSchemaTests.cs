using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Serverless.Cloud.Http.OpenApi;
using Serverless.Unit.OpenApi.Domains.Books;
using Serverless.Unit.OpenApi.Projections.Shelves;

namespace Serverless.Unit.OpenApi;

public sealed class ApiSchemaTests
{
    private static readonly JsonNode Schemas = JsonNode.Parse(ApiDescription.ToJson(ApiDescription.Of(
        new OpenApiInfo { Title = "Library", Version = "1" }, [typeof(Library), typeof(BookErrors), typeof(BookFunctions), typeof(ShelfFunctions)], platform: [])))!["components"]!["schemas"]!;

    [Fact]
    [Trait("Requirement", "S115")]
    public void A_body_says_of_each_field_what_it_means_why_it_is_kept_and_how_large_it_may_be() =>
        Is("BookBody", """
            {
              "required": ["title", "reader", "price", "chapters"],
              "type": "object",
              "properties": {
                "title": { "maxLength": 100, "type": "string", "description": "Title as printed", "x-purpose": "administration" },
                "reader": { "maxLength": 50, "type": "string", "description": "Who reads it", "x-purpose": "communication", "x-personal": "identity" },
                "binding": { "enum": ["hard", "paperBack"], "type": "string", "description": "How it is bound", "x-purpose": "statistics" },
                "price": { "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "type": "string", "description": "What it costs", "format": "decimal", "x-purpose": "payment" },
                "chapters": { "maxItems": 30, "type": "array", "items": { "$ref": "#/components/schemas/Chapter" }, "description": "Chapters in their order", "x-purpose": "administration" },
                "best": { "allOf": [{ "$ref": "#/components/schemas/Chapter" }], "description": "The best chapter", "x-purpose": "statistics" }
              },
              "additionalProperties": false
            }
            """);

    [Fact]
    public void A_part_of_a_document_is_a_schema_of_its_own() =>
        Is("Chapter", """
            {
              "required": ["page"],
              "type": "object",
              "properties": {
                "page": { "type": "integer", "description": "The page on which it begins", "format": "int32", "x-purpose": "administration" },
                "read": { "type": "string", "description": "The day on which it was read", "format": "date", "x-purpose": "statistics" }
              },
              "additionalProperties": false
            }
            """);

    [Fact]
    public void A_merge_patch_needs_nothing_and_takes_away_by_null()
    {
        var patch = Schemas["BookPatch"]!;
        Assert.Null(patch["required"]);
        Assert.Equal("string", (string)patch["properties"]!["title"]!["type"]!);
        Assert.Equal("""["null","string"]""", patch["properties"]!["binding"]!["type"]!.ToJsonString());
        Assert.Equal("""["hard","paperBack",null]""", patch["properties"]!["binding"]!["enum"]!.ToJsonString());
    }

    [Fact]
    public void A_record_is_answered_with_what_the_store_knows_of_it_and_personal_fields_may_be_masked()
    {
        var view = Schemas["Book"]!;
        Assert.Equal("""["id","version","createdAt","changedAt","title","price","chapters"]""", view["required"]!.ToJsonString());
        Assert.Equal(["id", "version", "createdAt", "changedAt", "title", "reader"], view["properties"]!.AsObject().Take(6).Select(p => p.Key));
        Assert.Equal(["masked", "erased", "restricted"], view["properties"]!.AsObject().TakeLast(3).Select(p => p.Key));
        Assert.Null(view["additionalProperties"]);
    }

    [Fact]
    public void A_page_has_items_and_the_way_to_the_next() =>
        Is("BookPage", """
            {
              "required": ["items", "continuation"],
              "type": "object",
              "properties": {
                "items": { "type": "array", "items": { "$ref": "#/components/schemas/Book" } },
                "continuation": { "type": ["null", "string"], "description": "Asks for the next page; null on the last one." }
              }
            }
            """);

    [Fact]
    public void A_type_without_declared_fields_is_described_by_its_properties()
    {
        Is("Shelf", """
            {
              "required": ["name", "lag", "rows", "sizes"],
              "type": "object",
              "properties": {
                "name": { "type": "string" },
                "room": { "type": ["null", "string"] },
                "books": { "type": ["null", "integer"], "format": "int64" },
                "lag": { "type": "number", "description": "Seconds behind.", "format": "double" },
                "rows": { "type": "array", "items": { "$ref": "#/components/schemas/ShelfRow" } },
                "sizes": { "type": "object", "additionalProperties": { "type": "integer", "format": "int32" } }
              }
            }
            """);
        Is("ShelfRow", """
            {
              "required": ["no"],
              "type": "object",
              "properties": { "no": { "type": "integer", "format": "int32" }, "filledAt": { "type": ["null", "string"], "format": "date-time" } }
            }
            """);
    }

    private static void Is(string schema, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Schemas[schema]), Schemas[schema]!.ToJsonString());
}
