namespace Serverless.Cloud.Keys;

/// <summary>The subject was erased: nothing personal can be stored of them any more, under this id, for ever.</summary>
public sealed class SubjectKeyDestroyedException(DateTimeOffset destroyedAt)
    : Exception($"The subject was erased on {destroyedAt:u}, and nothing personal can be stored of them any more.")
{
    public DateTimeOffset DestroyedAt => destroyedAt;
}
