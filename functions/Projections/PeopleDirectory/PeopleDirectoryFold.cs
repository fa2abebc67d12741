using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.PeopleDirectory;

/// <summary>What each event of a person or of their consents does to their entry. The two never touch the same field.</summary>
public static class PeopleDirectoryFold
{
    public static DirectoryEntry Of(DirectoryEntry? before, object fact, EventDocument document)
    {
        var entry = before ?? new DirectoryEntry();
        return fact switch
        {
            PersonRegistered registered => entry with { Name = registered.Name, Status = PersonStatus.Active },
            PersonChanged changed => entry with { Name = changed.Name },
            PersonRectified right => entry with { Name = right.Name },
            PersonDeleted => entry with { Status = PersonStatus.Deleted },
            PersonRestored => entry with { Status = PersonStatus.Active },
            ConsentGranted { Purpose: ConsentPurpose.Directory } => entry with { IsListed = true },
            ConsentWithdrawn { Purpose: ConsentPurpose.Directory } => entry with { IsListed = false },
            // Other purposes are nothing of the directory.
            ConsentEvent => entry,
            _ => throw new ArgumentException($"{fact.GetType().Name} is nothing of the directory.", nameof(fact)),
        };
    }
}
