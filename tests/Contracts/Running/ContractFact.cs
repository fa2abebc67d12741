using Xunit.Abstractions;
using Xunit.Sdk;

namespace Serverless.Contracts.Running;

/// <summary>A fact that exists only on the backends that offer what it needs.</summary>
[XunitTestCaseDiscoverer("Serverless.Contracts.Running.ContractFactDiscoverer", "Serverless.Contracts")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Timeout = Deadline.OfATest;

    public Capability Needs { get; set; }
}

/// <inheritdoc cref="ContractFactAttribute"/>
[XunitTestCaseDiscoverer("Serverless.Contracts.Running.ContractTheoryDiscoverer", "Serverless.Contracts")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    public ContractTheoryAttribute() => Timeout = Deadline.OfATest;

    public Capability Needs { get; set; }
}

public sealed class ContractFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Presence.Of(testMethod, factAttribute) ? base.Discover(discoveryOptions, testMethod, factAttribute) : [];
}

public sealed class ContractTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Presence.Of(testMethod, theoryAttribute) ? base.Discover(discoveryOptions, testMethod, theoryAttribute) : [];
}
