using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Projections.PeopleDirectory;

/// <summary>What somebody is found by.</summary>
public sealed record DirectoryEntry
{
    [Field("The person's name; missing while only other facts about them are known", Purpose.Administration, Personal.Identity, MaxLength = 200, IsPrefixIndexed = true)]
    public string? Name { get; init; }

    [Field("Whether the person is here or was deleted; who was deleted is not found", Purpose.Administration)]
    public PersonStatus? Status { get; init; }

    [Field("Whether the person has agreed to be found by other learners", Purpose.LegalObligation)]
    public bool IsListed { get; init; }
}
