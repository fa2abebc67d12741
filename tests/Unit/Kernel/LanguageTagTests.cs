using Serverless.Kernel.Values;

namespace Serverless.Unit.Kernel;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("PT-br", "pt-BR")]
    [InlineData("zh-HANT-tw", "zh-Hant-TW")]
    [InlineData("yue-hant-419", "yue-Hant-419")]
    public void A_tag_has_one_spelling(string text, string normal)
    {
        Assert.Equal(normal, LanguageTag.Normal(text));
        Assert.True(normal.Length <= LanguageTag.MaxLength);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("English")]
    [InlineData("en_GB")]
    [InlineData("en-GB\n")]
    [InlineData("en-12")]
    public void Anything_else_is_no_tag(string text) => Assert.Null(LanguageTag.Normal(text));
}
