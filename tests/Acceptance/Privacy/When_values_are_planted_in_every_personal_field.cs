using Serverless.Acceptance.Lifecycle;

namespace Serverless.Acceptance.Privacy;

/// <summary>A canary: values of somebody are looked for, byte by byte, in everything that the system keeps.</summary>
public sealed class When_values_are_planted_in_every_personal_field(PlantedApp app) : IClassFixture<PlantedApp>
{
    [Fact]
    [Trait("Requirement", "S128")]
    [Trait("Requirement", "S131")]
    public void No_command_has_a_personal_field_that_was_left_out()
    {
        Assert.NotEmpty(Planting.Declared);
        Assert.Empty(app.Planting.Missing);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public void Every_personal_field_of_every_record_and_event_is_stored_and_sealed()
    {
        Assert.NotEmpty(SealedFields.Declared);
        Assert.Empty(app.Fields.Clear);
        Assert.Empty(SealedFields.Declared.Except(app.Fields.Sealed, StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S8")]
    [Trait("Requirement", "S129")]
    public void Nothing_that_is_kept_holds_them_in_clear_at_any_time()
    {
        Assert.Empty(app.Traces);

        // What may be read is found in each of these, or the search would prove nothing.
        foreach (var when in new[] { "while the app runs", "after it was killed", "after the store was closed" })
        {
            foreach (var where in new[] { "the store", "the blobs: __blobstorage__", "the app's files: .local/servicebus", "the app's files: .local/durabletask", "what the app says" })
                Assert.Contains(app.Looks, look => look.StartsWith($"{when}: {where}", StringComparison.Ordinal));
        }

        foreach (var archive in ArchivedText.Containers) Assert.Contains(app.Looks, look => look.StartsWith($"the archives: {archive}/", StringComparison.Ordinal));
    }
}
