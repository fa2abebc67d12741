using System.Collections.Frozen;

namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// The currencies that people pay in (ISO 4217), each with its minor units: how many digits stand after the decimal point.
/// Without precious metals, units of account and codes for tests, in which nobody pays.
/// </summary>
public static class Currencies
{
    public const int CodeLength = 3;

    private static readonly FrozenDictionary<string, int> Known = new[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (2, """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
            DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
            KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
            PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
            USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
    }.SelectMany(units => units.Item2.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), (units, code) => KeyValuePair.Create(code, units.Item1))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for what is no currency.</summary>
    public static int? MinorUnits(string code) => Known.TryGetValue(code, out var units) ? units : null;
}
