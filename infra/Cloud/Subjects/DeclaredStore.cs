using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Subjects;

/// <summary>A place where there is nothing to do, and why: nothing of a subject can be in it, or it is unreadable without their key and goes by itself.</summary>
public sealed class DeclaredStore(string name, ErasureRule rule, params IReadOnlyList<StoredPlace> covers) : ISubjectStore
{
    public string Name => name;

    public ErasureStage Stage => ErasureStage.Copies;

    public IReadOnlyList<StoredPlace> Covers => covers;

    public ErasureRule Rule => rule;

    /// <param name="reason">Why nothing of a subject can be in it.</param>
    public static DeclaredStore NotPersonal(string name, string reason, params IReadOnlyList<StoredPlace> covers) =>
        new(name, new ErasureRule(ErasureEffect.NotPersonal, reason), covers);

    /// <param name="reason">Why it cannot be read without the key, and when it goes.</param>
    public static DeclaredStore Expires(string name, string reason, params IReadOnlyList<StoredPlace> covers) =>
        new(name, new ErasureRule(ErasureEffect.Expires, reason), covers);

    public Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation) => Task.FromResult(SubjectCount.None);

    public Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation) => Task.FromResult(SubjectErased.Nothing);
}
