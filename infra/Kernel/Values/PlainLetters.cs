using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Serverless.Kernel.Values;

/// <summary>
/// Texts in lower case and without accents, for comparing what people type. By a table of our own: what .NET makes of a text
/// depends on how globalization is set and on the version of Unicode, and hashes that are stored must not.
/// </summary>
public static class PlainLetters
{
    /// <summary>The plain letter, and those that are taken for it. Accents that are written as characters of their own need no table.</summary>
    private static readonly string[] Same =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        "cçćĉċčḉ",
        "dðďđḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        "gĝğġģǧǵḡ",
        "hĥħȟḣḥḧḩḫẖ",
        "iìíîïİĩīĭįıǐȉȋɨḭḯỉị",
        "kķǩḱḳḵ",
        "lĺļľłḷḹḻḽ",
        "nñńņňǹṅṇṉṋ",
        "oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšſșṡṣṥṧṩ",
        "tţťŧțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        "wŵẁẃẅẇẉẘ",
        "yýÿŷȳẏẙỳỵỷỹ",
        "zźżžƶẑẓẕ",
        "ийѝӣӥ",
        "уўӯӱӳ",
        "bḃḅḇ", "fḟ", "jĵǰ", "mḿṁṃ", "pṕṗ", "vṽṿ", "xẋẍ",
        "αά", "εέ", "ηή", "ιΐίϊ", "οό", "υΰϋύ", "ωώ", "σς", "аӑӓ", "гѓ", "еѐёӗ", "жӂӝ", "зӟ", "кќ", "оӧ", "чӵ",
        "ыӹ", "эӭ", "ії", "ѵѷ", "әӛ", "өӫ",
    ];

    /// <summary>Letters that are two.</summary>
    private static readonly (char Letter, string Plain)[] Pairs = [('ß', "ss"), ('æ', "ae"), ('ǣ', "ae"), ('ǽ', "ae"), ('œ', "oe"), ('þ', "th"), ('ĳ', "ij")];

    private static readonly FrozenDictionary<char, string> Plain = Same
        .SelectMany(letters => letters.Skip(1).Select(letter => (Letter: letter, Plain: letters[..1])))
        .Concat(Pairs)
        .ToFrozenDictionary(one => one.Letter, one => one.Plain);

    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (Plain.TryGetValue(letter, out var found)) plain.Append(found);
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(letter);
        }

        return plain.ToString();
    }
}
