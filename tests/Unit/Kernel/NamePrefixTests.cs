using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Sealing;
using Serverless.Kernel.Values;

namespace Serverless.Unit.Kernel;

public sealed class NamePrefixTests
{
    [Theory]
    [InlineData("Zoë Ångström", "zoe angstrom")]
    [InlineData("Zoe\u0308 A\u030Angstro\u0308m", "zoe angstrom")]
    [InlineData("ŁUKASZ ĐORĐEVIĆ", "lukasz dordevic")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("Straße Æsop Œuvre Þór", "strasse aesop oeuvre thor")]
    [InlineData("İstanbul Işık", "istanbul isik")]
    [InlineData("Αθήνα Σωκράτης", "αθηνα σωκρατησ")]
    [InlineData("Фёдор Андрей", "федор андреи")]
    [InlineData("李明", "李明")]
    public void Neither_case_nor_accents_matter_however_they_are_written(string text, string plain) => Assert.Equal(plain, PlainLetters.Of(text));

    [Fact]
    public void A_letter_that_is_plain_stays_what_it_is_so_that_twice_is_as_good_as_once() =>
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => PlainLetters.Of(PlainLetters.Of(text.Get)) == PlainLetters.Of(text.Get)));

    [Theory]
    [InlineData("Ada Lovelace-King", "ada", "lovelace", "king")]
    [InlineData("  J. R. R.   Tolkien ", "j", "r", "r", "tolkien")]
    [InlineData("O'Neil D\u2019Angelo", "oneil", "dangelo")]
    [InlineData("...")]
    public void Words_are_what_letters_and_digits_make(string text, params string[] words) => Assert.Equal(words, NamePrefixes.Words(text));

    [Fact]
    public void A_name_is_found_by_how_its_words_begin_from_two_letters_on() =>
        Assert.Equal(["ad", "ada", "lo", "lov", "love"], NamePrefixes.Of("Ada Love"));

    [Fact]
    public void A_character_is_not_cut_in_half() => Assert.Equal(["𝒜𝒷", "𝒜𝒷𝒸"], NamePrefixes.Of("𝒜𝒷𝒸"));

    [Theory]
    [InlineData("ad", true)]
    [InlineData("LOV", true)]
    [InlineData("lov ada", true)]
    [InlineData("ada l", true)]
    [InlineData("ada k", false)]
    [InlineData("da", false)]
    [InlineData("ada lovelacey", false)]
    public void Each_word_that_is_searched_begins_one_of_the_name(string search, bool isFound) => Assert.Equal(isFound, NamePrefixes.AreIn("Ada Lovelace", search));

    [Theory]
    [InlineData("a")]
    [InlineData("a b")]
    [InlineData("  ")]
    [InlineData("-'-")]
    public void One_letter_is_nothing_to_search_for(string search) => Assert.Empty(NamePrefixes.Searched(search));

    [Fact]
    public void A_name_has_a_bounded_number_of_beginnings() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), text => NamePrefixes.Of(string.Join(' ', Enumerable.Repeat(text.Get, 30))).Count() <= NamePrefixes.Most));

    /// <summary>What is stored leads to every name that a search should find.</summary>
    [Fact]
    public void Whoever_matches_is_found_by_what_is_stored()
    {
        var names = from words in Gen.Elements("Ada", "Adélaïde", "Lovelace", "O'Neil", "李明", "Wolfeschlegelsteinhausen", "Li").ListOf(3) select string.Join(' ', words);
        var searches = from name in names
                       from length in Gen.Choose(2, 14)
                       from at in Gen.Choose(0, 2)
                       let word = name.Split(' ')[at]
                       select (Name: name, Search: word[..Math.Min(length, word.Length)]);
        Check.QuickThrowOnFailure(Prop.ForAll(searches.ToArbitrary(), one =>
            NamePrefixes.AreIn(one.Name, one.Search) && !NamePrefixes.Searched(one.Search).Except(NamePrefixes.Of(one.Name)).Any()));
    }
}
