using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Functions.Authentication;

namespace Serverless.Contracts.Functions;

/// <summary>The key by which a host of functions signs, in its file.</summary>
public sealed class KeyFileTests
{
    [Fact]
    public Task Of_two_hosts_that_make_it_at_the_same_moment_one_does() => SameMoment.OneNamesAsync(KeyFile.Name);
}
