using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.People;

/// <summary>What may happen to a person, and what follows. Deleting and restoring ask for a state: asked again, they change nothing.</summary>
public static class PersonDecisions
{
    private static readonly PersonEvent[] Nothing = [];

    public static Decision<PersonEvent> Register(Person? state, PersonDetails details)
    {
        if (state is not null) return PersonErrors.Exists;
        var normal = PersonChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        var (name, email, phone, language) = normal.Value;
        return new PersonRegistered { Name = name, Email = email, Phone = phone, Language = language };
    }

    public static Decision<PersonEvent> Change(Person? state, PersonDetails details)
    {
        if (state is null) return PersonErrors.NotFound;
        if (state.Status == PersonStatus.Deleted) return PersonErrors.Deleted;
        var normal = PersonChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        var (name, email, phone, language) = normal.Value;
        var changed = new PersonChanged { Name = name, Email = email, Phone = phone, Language = language };
        return Evolve(state, changed) == state ? Nothing : changed;
    }

    /// <summary>Also of whom a user has deleted: their data is still kept.</summary>
    public static Decision<PersonEvent> Rectify(Person state, Rectification rectification, Guid requestId)
    {
        var violations = new List<Violation>();
        if (string.IsNullOrWhiteSpace(rectification.Reason)) violations.Add(new Violation("/reason", "has no text"));
        if (rectification is { Name: null, Email: null, Phone: null, Language: null }) violations.Add(new Violation("", "names nothing that is to be corrected"));
        if (violations.Count > 0) return PersonErrors.Invalid(violations);
        var normal = PersonChecks.Normal(new PersonDetails
        {
            Name = rectification.Name ?? state.Name,
            Email = rectification.Email ?? state.Email,
            Phone = rectification.Phone is null ? state.Phone : rectification.Phone.Length == 0 ? null : rectification.Phone,
            Language = rectification.Language ?? state.Language,
        });
        if (!normal.IsSuccess) return normal.Error;
        var (name, email, phone, language) = normal.Value;
        var rectified = new PersonRectified { Name = name, Email = email, Phone = phone, Language = language, Reason = rectification.Reason.Trim(), RequestId = requestId };
        return Evolve(state, rectified) == state ? Nothing : rectified;
    }

    public static Decision<PersonEvent> Delete(Person? state) => state switch
    {
        null => PersonErrors.NotFound,
        { Status: PersonStatus.Deleted } => Nothing,
        _ => new PersonDeleted(),
    };

    public static Decision<PersonEvent> Restore(Person? state) => state switch
    {
        null => PersonErrors.NotFound,
        { Status: PersonStatus.Active } => Nothing,
        _ => new PersonRestored(),
    };

    public static Person Evolve(Person? state, PersonEvent fact) => (state, fact) switch
    {
        (null, PersonRegistered registered) => new Person
        {
            Status = PersonStatus.Active,
            Name = registered.Name,
            Email = registered.Email,
            Phone = registered.Phone,
            Language = registered.Language,
        },
        ({ }, PersonChanged changed) => state with { Name = changed.Name, Email = changed.Email, Phone = changed.Phone, Language = changed.Language },
        ({ }, PersonRectified right) => state with { Name = right.Name, Email = right.Email, Phone = right.Phone, Language = right.Language },
        ({ }, PersonDeleted) => state with { Status = PersonStatus.Deleted },
        ({ }, PersonRestored) => state with { Status = PersonStatus.Active },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nobody" : "a person")}."),
    };
}
