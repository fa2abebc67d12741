using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Subjects;

/// <summary>
/// Ids of orchestrations about subjects, by which those of one subject are found without a look at any other: their histories hold
/// whom they were about, and are purged.
/// </summary>
/// <param name="what">They do: lower case with hyphens, and different for each kind of them.</param>
public sealed class SubjectInstances(string what)
{
    /// <summary>Of all of them.</summary>
    public string Prefix => $"{what}:";

    public string PrefixOf(SubjectPlace subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return $"{Prefix}{subject.TenantId}:{subject.SubjectId}:";
    }

    public string IdOf(SubjectPlace subject, Guid id) => $"{PrefixOf(subject)}{id}";
}
