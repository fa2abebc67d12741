using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Architecture.Persistence;

/// <summary>The document of what is stored says what is built.</summary>
[Trait("Requirement", "S85")]
public sealed class PersistenceTests
{
    private const string Document = "docs/persistence.md";

    [Fact]
    [Trait("Requirement", "S57")]
    [Trait("Requirement", "S79")]
    [Trait("Requirement", "S80")]
    public void The_document_is_what_the_declarations_say()
    {
        var received = Path.Combine(Repository.Root, "docs/persistence.received.txt");
        var text = string.Join('\n', Lines().Select(line => line.TrimEnd()));
        var current = Path.Combine(Repository.Root, Document);
        if (File.Exists(current) && File.ReadAllText(current) == text) return;
        File.WriteAllText(received, text);
        Assert.Fail($"{Document} is not what the declarations say. Where they are right: mv {Repository.Relative(received)} {Document}");
    }

    /// <summary>What is added to no app would be missing in it, and nobody would notice.</summary>
    [Fact]
    public void Everything_that_is_declared_is_spoken_of()
    {
        Assert.NotEmpty(AsBuilt.Domains);
        Assert.NotEmpty(AsBuilt.Projections);
        Assert.Equal(AsBuilt.Declared<Domain>().ToHashSet(), AsBuilt.Domains.ToHashSet());
        Assert.Equal(AsBuilt.Declared<Projection>().ToHashSet(), AsBuilt.Projections.ToHashSet());
    }

    [Fact]
    [Trait("Requirement", "S79")]
    public void What_no_declaration_says_is_said_in_words()
    {
        Assert.NotEmpty(MessagingText.Entities);
        Assert.Equal(ContainerText.Platform().Order(StringComparer.Ordinal), Words.Containers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(MessagingText.Entities.Order(StringComparer.Ordinal), Words.Entities.Keys.Order(StringComparer.Ordinal));
        Assert.All(AsBuilt.Listeners, listener => Assert.Contains(listener.Trigger.QueueName ?? listener.Trigger.TopicName, MessagingText.Entities));
    }

    private static IEnumerable<string> Lines() =>
    [
        "# What is stored, as it is built",
        "",
        "This page follows from the declarations in the code and is checked by tests/Architecture/Persistence; when they change, the test",
        "says how to renew it. What the words mean: [How a command is written](../README.md#how-a-command-is-written).",
        "",
        "## Stores",
        "",
        .. Markdown.Table(["store", "holds"], Words.Stores),
        .. ContainerText.Lines(),
        .. DomainText.Lines(),
        .. ReadModelText.Lines(),
        .. MessagingText.Lines(),
        "How long everything is kept: [retention](retention.md).",
        "",
    ];
}
