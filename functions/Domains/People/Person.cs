using Serverless.Kernel.Declarations;
using Serverless.Kernel.Values;

namespace Serverless.Functions.Domains.People;

/// <summary>Who somebody is and how to reach them. What a programme needs to know besides belongs to the domain that needs it.</summary>
public sealed record Person
{
    [Field("Whether the person is here or has been deleted by a user, who may restore them", Purpose.Administration)]
    public required PersonStatus Status { get; init; }

    [Field("Full name, as it is printed on certificates", Purpose.Administration, Personal.Identity, MaxLength = 200)]
    public required string Name { get; init; }

    [Field("Address that the programme writes to; one person of a tenant has it", Purpose.Communication, Personal.Contact, MaxLength = 254, IsBlindIndexed = true)]
    public required string Email { get; init; }

    [Field("Number to call when a session changes at short notice, in international form", Purpose.Communication, Personal.Contact, MaxLength = 32)]
    public string? Phone { get; init; }

    [Field("Language in which the programme writes to the person (BCP 47)", Purpose.Communication, MaxLength = LanguageTag.MaxLength)]
    public required string Language { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum PersonStatus
{
    Active,
    Deleted,
}

/// <summary>What users write of a person.</summary>
[FieldsOf(typeof(Person))]
public sealed record PersonDetails
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string Language { get; init; }

    public static PersonDetails Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new PersonDetails { Name = person.Name, Email = person.Email, Phone = person.Phone, Language = person.Language };
    }

    public void Deconstruct(out string name, out string email, out string? phone, out string language) =>
        (name, email, phone, language) = (Name, Email, Phone, Language);
}

/// <summary>What is wrong about a person, and what is right (GDPR Art. 16). What is not named stays.</summary>
[FieldsOf(typeof(Person))]
public sealed record Rectification
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    /// <summary>Empty: there is none.</summary>
    public string? Phone { get; init; }

    public string? Language { get; init; }

    [Field("Why it is corrected, and by what it was shown to be wrong", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public required string Reason { get; init; }

    [Field("The entry in the register of requests that asks for it; missing where one is to be made", Purpose.LegalObligation)]
    public Guid? RequestId { get; init; }
}
