using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http.OpenApi;
using Serverless.Unit.OpenApi.Domains.Books;
using Serverless.Unit.OpenApi.Domains.Loans;

namespace Serverless.Unit.OpenApi;

/// <summary>Whoever reads what may be archived is told what that changes, and nobody else is.</summary>
public sealed class ArchivedRecordTests
{
    private static readonly JsonNode Api = JsonNode.Parse(ApiDescription.ToJson(ApiDescription.Of(
        new OpenApiInfo { Title = "Library", Version = "1" }, [typeof(Lending), typeof(LoanFunctions), typeof(Library), typeof(BookErrors), typeof(BookFunctions)], platform: [typeof(StoreErrors)])))!;

    [Fact]
    [Trait("Requirement", "S54")]
    public void A_record_that_may_be_archived_says_since_when_it_is()
    {
        var loan = Api["components"]!["schemas"]!["Loan"]!;
        Assert.Equal("date-time", (string?)loan["properties"]!["archivedAt"]!["format"]);
        Assert.DoesNotContain("archivedAt", loan["required"]!.AsArray().Select(name => (string)name!));
        Assert.Null(Api["components"]!["schemas"]!["Book"]!["properties"]!["archivedAt"]);
    }

    [Fact]
    public void A_command_on_it_may_be_refused_and_reading_it_may_have_to_wait()
    {
        Assert.Equal("""["archived"]""", Codes("/api/loans/{loanId}/end", "post", "409"));
        Assert.Equal("""["archive-offline"]""", Codes("/api/loans", "get", "503"));
        Assert.Null(Codes("/api/books", "get", "503"));
    }

    private static string? Codes(string path, string method, string status) => Api["paths"]![path]![method]!["responses"]![status]!["x-codes"]?.ToJsonString();
}
