using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Unit.Callers;

public sealed class ClientPrincipalTests
{
    private const string TenantUri = "http://schemas.microsoft.com/identity/claims/tenantid";
    private const string AccountUri = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string RoleUri = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";
    private const string Tenant = "5b51c641-0711-41d2-ac58-d90390d94a00";
    private const string Account = "2534519c-1ee3-47a1-a531-3d9712150821";
    private const string Person = "6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001";

    [Fact]
    public void A_principal_of_Entra_is_read_with_the_names_that_the_platform_maps_its_claims_to()
    {
        var caller = Read((TenantUri, Tenant), (AccountUri, Account), (RoleUri, "dpo"), ("personId", Person), ("aud", "x"), ("name", "Any Body"));
        Assert.NotNull(caller);
        Assert.Equal((Tenant, Account, Guid.Parse(Person)), (caller.TenantId, caller.Id, caller.PersonId));
        Assert.Equal([Role.Dpo], caller.Roles);
    }

    [Fact]
    public void The_names_of_the_token_itself_mean_the_same()
    {
        var caller = Read(("tid", Tenant), ("oid", Account), ("roles", "staff"), ("roles", "auditor"));
        Assert.NotNull(caller);
        Assert.Null(caller.PersonId);
        Assert.Equal([Role.Staff, Role.Auditor], caller.Roles.Order());
    }

    [Fact]
    public void Every_role_has_its_name_and_no_other_name_is_one()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal([role], Read(("tid", Tenant), ("oid", Account), ("roles", role.ToString().ToLowerInvariant()))!.Roles);
        foreach (var name in new[] { "Staff", "0", "1", "learner,staff", "admin", "" })
            Assert.Empty(Read(("tid", Tenant), ("oid", Account), ("roles", name))!.Roles);
    }

    [Fact]
    public void Without_a_tenant_or_an_account_there_is_no_caller()
    {
        Assert.Null(Read(("oid", Account), ("roles", "staff")));
        Assert.Null(Read(("tid", Tenant), ("roles", "staff")));
        Assert.Null(Read(("tid", "../other"), ("oid", Account)));
        Assert.Null(Read(("tid", Tenant), ("oid", "a b")));
    }

    [Fact]
    public void Who_is_named_twice_differently_is_nobody()
    {
        Assert.Null(Read(("tid", Tenant), (TenantUri, Account), ("oid", Account)));
        Assert.Null(Read(("tid", Tenant), ("oid", Account), (AccountUri, Tenant)));
        Assert.Null(Read(("tid", Tenant), ("oid", Account), ("personId", Person), ("personId", Account)));
        Assert.NotNull(Read(("tid", Tenant), (TenantUri, Tenant), ("oid", Account)));
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData("{6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001}")]
    [InlineData("")]
    public void A_person_that_is_no_UUID_makes_the_principal_malformed(string person) =>
        Assert.Null(Read(("tid", Tenant), ("oid", Account), ("personId", person)));

    [Fact]
    public void A_principal_of_another_provider_is_not_believed() =>
        Assert.Null(ClientPrincipal.Read(Encode("google", ("tid", Tenant), ("oid", Account)), "personId"));

    [Fact]
    public void The_claim_that_names_the_person_is_a_setting() =>
        Assert.Equal(Guid.Parse(Person), ClientPrincipal.Read(Encode("aad", ("tid", Tenant), ("oid", Account), ("extn.person", Person)), "extn.person")!.PersonId);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"auth_typ":"aad"}""")]
    [InlineData("""{"auth_typ":"aad","claims":{}}""")]
    [InlineData("""{"auth_typ":"aad","claims":[null]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid"}]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[{"typ":"tid","val":7}]}""")]
    [InlineData("""{"auth_typ":"aad","claims":[]""")]
    public void What_has_not_the_documented_form_is_no_caller(string content) =>
        Assert.Null(ClientPrincipal.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(content)), "personId"));

    [Fact]
    public void No_text_makes_it_fail() => Prop.ForAll<NonNull<string>>(text =>
        ClientPrincipal.Read(text.Get, "personId") is null
        && ClientPrincipal.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Get)), "personId") is null).QuickCheckThrowOnFailure();

    private static Caller? Read(params (string Type, string Value)[] claims) => ClientPrincipal.Read(Encode("aad", claims), "personId");

    private static string Encode(string provider, params (string Type, string Value)[] claims) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        auth_typ = provider,
        name_typ = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        role_typ = RoleUri,
        claims = claims.Select(claim => new { typ = claim.Type, val = claim.Value }),
    }));
}
