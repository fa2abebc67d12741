using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Messaging;

/// <summary>That events of a domain are told to the world outside.</summary>
public sealed class Publication(Domain domain) : FeedReader($"publish-{domain.RecordType}")
{
    public Domain Domain => domain;
}
