namespace Serverless.Kernel.Declarations;

/// <summary>What a field means, why it is kept and whom it concerns. A property without it is refused when the declaration is compiled.</summary>
/// <param name="meaning">The business definition, one sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string meaning, Purpose purpose, Personal personal = Personal.None) : Attribute
{
    public string Meaning => meaning;

    public Purpose Purpose => purpose;

    public Personal Personal => personal;

    /// <summary>Of a text, in UTF-16 units; every text has one.</summary>
    public int MaxLength { get; init; }

    /// <summary>Of a list; every list has one.</summary>
    public int MaxItems { get; init; }

    /// <summary>The field can be looked up by its exact value, through a keyed hash.</summary>
    public bool IsBlindIndexed { get; init; }

    /// <summary>Documents of a read model can be looked up by how words of the field begin, through keyed hashes.</summary>
    public bool IsPrefixIndexed { get; init; }

    /// <summary>Names another record of the same subject; what is anonymised names nothing that is there by it.</summary>
    public bool IsOfSubject { get; init; }

    /// <summary>The name of the <see cref="Declarations.Feature"/> that the field belongs to; null where it is always there.</summary>
    public string? Feature { get; init; }
}

/// <summary>Why a field is kept. Names are stored in contracts: add, never rename.</summary>
public enum Purpose
{
    /// <summary>No purpose stated; refused.</summary>
    None = 0,
    Administration,
    Communication,
    Assessment,
    Certification,
    Payment,
    Statistics,
    LegalObligation,
    Security,
}

/// <summary>The class of personal data that a field holds. All but <see cref="None"/> are sealed at rest.</summary>
public enum Personal
{
    None = 0,
    Identity,
    Contact,
    Performance,
    Financial,

    /// <summary>Text that a person writes, which may say anything.</summary>
    FreeText,

    /// <summary>GDPR Article 9.</summary>
    Special,
}
