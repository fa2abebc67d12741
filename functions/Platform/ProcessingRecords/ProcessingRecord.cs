using System.ComponentModel;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>The record of processing activities (GDPR Art. 30), as the declarations say it.</summary>
public sealed record ProcessingRecord(
    [property: Description("Name and contact of who decides what data is processed for.")] string Controller,
    [property: Description("Contact of the data-protection officer.")] string Officer,
    [property: Description("Where data is stored; null where that is not set.")] string? Region,
    [property: Description("Whom data is disclosed to, outside of those who work here.")] IReadOnlyList<string> Recipients,
    [property: Description("To which third countries, with the safeguards.")] IReadOnlyList<string> Transfers,
    [property: Description("Which roles see which class of data; people see all of their own.")] IReadOnlyList<SeenClass> Classes,
    [property: Description("What keeps data safe.")] IReadOnlyList<string> Measures,
    IReadOnlyList<ProcessingActivity> Activities,
    [property: Description("What else holds, or may for a while hold, something about people.")] IReadOnlyList<OtherStore> Elsewhere,
    [property: Description("Records, read models and stores that are about nobody.")] IReadOnlyList<string> WithoutPeople);

public sealed record SeenClass(Personal Class, IReadOnlyList<Role> SeenBy);

/// <summary>What is kept about people for some purposes: the records of a domain with their history, or a read model that is made of them.</summary>
public sealed record ProcessingActivity(
    string Name,
    ActivityKind Kind,
    [property: Description("Container of the database.")] string StoredIn,
    [property: Description("The team that answers for it.")] string Owner,
    [property: Description("Records that it is made of; none where it is a record itself.")] IReadOnlyList<string> MadeOf,
    [property: Description("Whose data it is.")] IReadOnlyList<string> People,
    IReadOnlyList<PurposeBasis> Purposes,
    [property: Description("Classes of personal data; fields of no class only say something about a person by their id.")] IReadOnlyList<Personal> Classes,
    [property: Description("How long it is kept.")] string Kept,
    [property: Description("What erasure of the person does to it.")] string Erased,
    IReadOnlyList<ProcessedField> Fields);

public enum ActivityKind
{
    Record,
    ReadModel,
}

public sealed record PurposeBasis(Purpose Purpose, [property: Description("On which it rests.")] string LegalBasis);

public sealed record ProcessedField(
    [property: Description("With dots where it lies within another.")] string Name,
    string Meaning,
    Purpose Purpose,
    [property: Description("All but none are sealed at rest.")] Personal Class);

/// <summary>Copies, messages, keys, histories: what is no activity of its own.</summary>
public sealed record OtherStore(
    string Name,
    [property: Description("Containers, blob containers, queues, topics, orchestrations.")] IReadOnlyList<string> Places,
    [property: Description("What erasure of the person does to it.")] string Erased);
