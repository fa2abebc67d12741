using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Sealing;

namespace Serverless.Unit.Kernel;

[Trait("Requirement", "S129")]
public sealed class BlindIndexTests
{
    private static readonly BlindIndex Index = new("0123456789abcdef0123456789abcdef"u8);

    [Theory]
    [InlineData("ada@x.org", " ADA@X.org ")]
    [InlineData("Zo\u00EB@x.org", "ZO\u00CB@x.org")]
    public void Values_that_mean_the_same_are_equal(string left, string right) =>
        Assert.Equal(Index.Of("people", "email", left), Index.Of("people", "email", right));

    [Fact]
    public void Others_are_not() => Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
    {
        string a = Ascii(left.Get), b = Ascii(right.Get);
        return (a == b) == (Index.Of("people", "email", a) == Index.Of("people", "email", b));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_field_domain_or_tenant_has_another_hash()
    {
        var hash = Index.Of("people", "email", "a");
        Assert.NotEqual(hash, Index.Of("people", "name", "a"));
        Assert.NotEqual(hash, Index.Of("peoplee", "mail", "a"));
        Assert.NotEqual(hash, new BlindIndex("another key"u8).Of("people", "email", "a"));
    }

    private static string Ascii(string text) => string.Concat(text.Where(char.IsAsciiLetterLower));
}
