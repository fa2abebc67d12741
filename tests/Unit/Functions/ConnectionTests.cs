using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Cosmos;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class ConnectionTests
{
    private const string Local = "AccountEndpoint=http://localhost:8081/;AccountKey=AAAA";

    [Fact]
    public void A_prefixed_name_goes_before_the_plain_one_and_a_connection_string_before_a_setting()
    {
        string[] names = ["ConnectionStrings:AzureWebJobsC", "AzureWebJobsC", "ConnectionStrings:C", "C"];
        for (var first = 0; first < names.Length; first++)
            Assert.Equal(names[first], Settings([.. names[first..].Select(name => (name, name))]).Connection("f", "C"));
    }

    [Fact]
    public void A_connection_string_says_where_the_account_is() =>
        Assert.Equal("http://localhost:8081/", CosmosConnection.Of("f", "C", Settings(("C", Local))).Endpoint.ToString());

    [Fact]
    public void An_endpoint_without_a_key_is_opened_as_somebody()
    {
        var connection = CosmosConnection.Of("f", "C", Settings(("C:accountEndpoint", "https://x.documents.azure.com/")));
        using var client = connection.Open(new());
        Assert.Equal("https://x.documents.azure.com/", client.Endpoint.ToString());
    }

    [Theory]
    [InlineData(typeof(DefaultAzureCredential))]
    [InlineData(typeof(DefaultAzureCredential), "tenantId", "t")]
    [InlineData(typeof(ManagedIdentityCredential), "credential", "managedidentity")]
    [InlineData(typeof(ManagedIdentityCredential), "credential", "managedidentity", "clientId", "c")]
    [InlineData(typeof(ClientSecretCredential), "clientId", "c", "tenantId", "t", "clientSecret", "s")]
    public void The_settings_beside_an_endpoint_say_as_whom(Type credential, params string[] settings)
    {
        var all = settings.Chunk(2).Select(pair => ($"C:{pair[0]}", pair[1])).Append(("C:accountEndpoint", "https://x.documents.azure.com/"));
        Assert.IsType(credential, ConnectionIdentity.Of("f", Settings([.. all]).ConnectionSection("f", "C")));
    }

    [Theory]
    [InlineData("'C'", "Other", "x")]
    [InlineData("'C' is no connection string of Cosmos DB", "C", "Endpoint=sb://x")]
    [InlineData("'C__accountEndpoint'", "C:clientId", "c")]
    [InlineData("'C:credential'", "C:accountEndpoint", "https://x.documents.azure.com/", "C:credential", "magic")]
    public void What_is_no_connection_is_named(string part, params string[] settings) => Assert.Contains(
        part,
        Assert.Throws<StartException>(() => CosmosConnection.Of("f", "C", Settings([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]))).Message,
        StringComparison.Ordinal);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build();
}
