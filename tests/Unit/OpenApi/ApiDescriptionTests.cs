using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Serverless.Cloud.Http.OpenApi;
using Serverless.Kernel.Declarations;
using Serverless.Unit.OpenApi.Domains.Books;
using Serverless.Unit.OpenApi.Orchestrations.Deliveries;
using Serverless.Unit.OpenApi.Projections.Shelves;

namespace Serverless.Unit.OpenApi;

public sealed class ApiDescriptionTests
{
    private static readonly string Json = ApiDescription.ToJson(Describe(typeof(Library), typeof(BookErrors), typeof(BookFunctions), typeof(DeliveryFunctions), typeof(ShelfFunctions)));
    private static readonly JsonNode Api = JsonNode.Parse(Json)!;

    [Fact]
    [Trait("Requirement", "S118")]
    public void The_description_is_valid_OpenAPI()
    {
        var read = OpenApiDocument.Parse(Json, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Every_function_is_an_operation_by_its_name_and_each_method_is_one() =>
        Assert.Equal(
            ["AddBook", "ListBooks", "ChangeBook", "ReadBook", "DeliverBooks", "ReadShelf", "ShelfPage-get", "ShelfPage-head"],
            Api["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (string)operation.Value!["operationId"]!));

    [Fact]
    public void Route_parameters_have_the_type_of_their_constraint_or_of_the_argument()
    {
        Assert.Equal(["personId uuid", "bookId uuid"], Parameters("/api/people/{personId}/books/{bookId}", "get").Where(p => (string)p["in"]! == "path").Select(p => $"{p["name"]} {p["schema"]!["format"]}"));
        Assert.Equal("""{"type":"string"}""", Parameters("/api/shelves/{name}", "get")[0]["schema"]!.ToJsonString());
    }

    [Theory]
    [Trait("Requirement", "S122")]
    [InlineData("/api/books", "post", "Idempotency-Key")]
    [InlineData("/api/books", "get", "binding, shelf, pageSize, continuation")]
    [InlineData("/api/deliveries", "post", "Idempotency-Key")]
    [InlineData("/api/people/{personId}/books/{bookId}", "patch", "personId, bookId, Idempotency-Key, If-Match")]
    [InlineData("/api/people/{personId}/books/{bookId}", "get", "personId, bookId, If-None-Match, If-Consistent-With")]
    [InlineData("/api/shelves/{name}", "get", "name, If-Consistent-With")]
    public void A_request_brings_what_its_kind_needs(string path, string method, string expected) =>
        Assert.Equal(expected, string.Join(", ", Parameters(path, method).Select(p => p["name"])));

    [Fact]
    public void A_query_is_a_field_of_the_records_or_says_itself_what_it_is()
    {
        var (binding, shelf, size) = (Parameters("/api/books", "get")[0], Parameters("/api/books", "get")[1], Parameters("/api/books", "get")[2]);
        Assert.Equal("Only those with this value. How it is bound.", (string)binding["description"]!);
        Assert.Equal("""["hard","paperBack"]""", binding["schema"]!["enum"]!.ToJsonString());
        Assert.True((bool)shelf["required"]!);
        Assert.Equal("integer", (string)shelf["schema"]!["type"]!);
        Assert.Equal("""{"maximum":100,"minimum":1,"type":"integer","format":"int32","default":25}""", size["schema"]!.ToJsonString());
    }

    [Fact]
    public void A_merge_patch_must_say_which_version_it_changes() =>
        Assert.Equal("If-Match", Parameters("/api/people/{personId}/books/{bookId}", "patch").Single(p => (string)p["in"]! == "header" && p["required"] is not null)["name"]!.GetValue<string>());

    [Theory]
    [InlineData("/api/books", "post", "201, 400, 401, 403, 409, 413, 415, 422, 429, 503, default")]
    [InlineData("/api/books", "get", "200, 400, 401, 403, 429, 503, default")]
    [InlineData("/api/people/{personId}/books/{bookId}", "patch", "200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503, default")]
    [InlineData("/api/people/{personId}/books/{bookId}", "get", "200, 304, 400, 401, 403, 404, 429, 503, default")]
    [InlineData("/api/deliveries", "post", "202, 400, 401, 403, 413, 415, 422, 429, 503, default")]
    [InlineData("/api/shelves", "get", "200, default")]
    public void An_operation_can_refuse_as_its_kind_can(string path, string method, string statuses) =>
        Assert.Equal(statuses, string.Join(", ", Responses(path, method).Select(r => r.Key)));

    [Fact]
    public void An_operations_own_errors_stand_at_their_status_with_code_and_reason()
    {
        var conflict = Responses("/api/people/{personId}/books/{bookId}", "patch")["409"]!;
        Assert.EndsWith("\n- `book-lent`: The book is lent.\n- `book-soft`: The cover is soft.", (string)conflict["description"]!, StringComparison.Ordinal);
        Assert.Equal("""["book-lent","book-soft"]""", conflict["x-codes"]!.ToJsonString());
        Assert.NotNull(conflict["content"]!["application/problem+json"]);
    }

    [Fact]
    public void An_error_that_depends_on_the_case_stands_without_the_words_of_one_case()
    {
        var responses = Responses("/api/people/{personId}/books/{bookId}", "patch");
        Assert.EndsWith("\n- `book-incomplete`", (string)responses["404"]!["description"]!, StringComparison.Ordinal);
        Assert.EndsWith("\n- `book-invalid`: Not in order.", (string)responses["400"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_answers_with_what_makes_it_safe_to_repeat_and_to_follow()
    {
        Assert.Equal(
            ["ETag", "Consistency-Token", "Idempotent-Replayed", "Location", "x-ms-request-charge", "x-request-id"],
            Responses("/api/books", "post")["201"]!["headers"]!.AsObject().Select(h => h.Key));
        Assert.Equal(["ETag", "x-ms-request-charge", "x-request-id"], Responses("/api/people/{personId}/books/{bookId}", "get")["200"]!["headers"]!.AsObject().Select(h => h.Key));
    }

    [Fact]
    public void A_table_is_sent_as_one_of_its_types_and_its_work_is_found_where_the_answer_says()
    {
        Assert.Equal(["text/csv", "application/x-ndjson"], Operation("/api/deliveries", "post")["requestBody"]!["content"]!.AsObject().Select(type => type.Key));
        Assert.Equal(["Idempotent-Replayed", "Location", "x-request-id"], Responses("/api/deliveries", "post")["202"]!["headers"]!.AsObject().Select(h => h.Key));
    }

    [Fact]
    public void Who_may_call_is_said_and_only_open_operations_need_no_token()
    {
        Assert.Equal("For staff, learner (for their own data).", (string)Operation("/api/people/{personId}/books/{bookId}", "patch")["description"]!);
        Assert.Equal("""[{"bearer":[]}]""", Operation("/api/books", "get")["security"]!.ToJsonString());
        Assert.Equal("Needs no token. It is a page.", (string)Operation("/api/shelves", "get")["description"]!);
        Assert.Equal("[]", Operation("/api/shelves", "get")["security"]!.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S116")]
    public void A_domains_folder_says_who_owns_it_and_what_erasure_does()
    {
        var tag = Api["tags"]!.AsArray().Single(t => (string)t!["name"]! == "Books")!;
        Assert.Equal("librarians", (string)tag["x-owner"]!);
        Assert.Contains("Loans are kept for the tax office", (string)tag["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_says_too_little_is_refused_by_name()
    {
        Assert.Equal(
            ["NoOperation has no [Operation]", "NoMethods does not say which methods it answers", "NoSummary has no summary"],
            Assert.Throws<DeclarationException>(() => Describe(typeof(Silent))).Problems);
        Assert.Equal(["UnknownError names the error 'never-declared', which is declared nowhere"], Assert.Throws<DeclarationException>(() => Describe(typeof(Unknown))).Problems);
        Assert.Equal(["Object has no shape that can be described"], Assert.Throws<DeclarationException>(() => Describe(typeof(Shapeless))).Problems);
    }

    private static OpenApiDocument Describe(params Type[] app) => ApiDescription.Of(new OpenApiInfo { Title = "Library", Version = "1" }, app, platform: []);

    private static JsonNode Operation(string path, string method) => Api["paths"]![path]![method]!;

    private static List<JsonNode> Parameters(string path, string method) => [.. Operation(path, method)["parameters"]!.AsArray().OfType<JsonNode>()];

    private static JsonObject Responses(string path, string method) => Operation(path, method)["responses"]!.AsObject();
}
