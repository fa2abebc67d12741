using Serverless.Kernel.Results;

namespace Serverless.Cloud.Subjects;

/// <summary>What must be done before something is erased was refused. Told again, it may be done.</summary>
public sealed class SubjectStoreException(string store, Error refusal) : Exception($"'{store}' cannot go on now: {refusal.Code}.");
