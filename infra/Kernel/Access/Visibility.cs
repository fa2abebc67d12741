using Serverless.Kernel.Declarations;

namespace Serverless.Kernel.Access;

/// <summary>Which classes of personal data a caller sees; what a caller does not see is masked in every answer.</summary>
public static class Visibility
{
    private static readonly Dictionary<Role, Personal[]> Seen = new()
    {
        [Role.Learner] = [],
        [Role.Staff] = [Personal.Identity, Personal.Contact, Personal.Performance, Personal.FreeText],
        [Role.Reviewer] = [Personal.Identity, Personal.Performance, Personal.FreeText],
        [Role.Dpo] = Enum.GetValues<Personal>(),
        [Role.Auditor] = [],
        [Role.Operator] = [],
    };

    /// <param name="subjectId">Whose data it is: people see all that is kept of themselves.</param>
    /// <param name="isRestricted">Nobody else is shown it then but the data-protection officer.</param>
    public static bool Sees(this Caller caller, Personal personal, string subjectId, bool isRestricted = false)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return personal == Personal.None
            || (caller.PersonId is { } own && own.ToString() == subjectId)
            || caller.Roles.Any(role => (!isRestricted || role == Role.Dpo) && Seen[role].Contains(personal));
    }
}
