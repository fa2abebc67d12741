using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Exports;

[Trait("Requirement", "S11")]
public sealed class ExportDeclarationTests
{
    [Fact]
    public void Every_purpose_has_a_legal_basis() =>
        Assert.All(Enum.GetValues<Purpose>().Where(purpose => purpose != Purpose.None), purpose => Assert.Contains("Art. 6(1)", LegalBases.Of(purpose), StringComparison.Ordinal));

    [Theory]
    [InlineData("programmeId", "programme")]
    [InlineData("fromAccountId", "account")]
    [InlineData("taskSubmissionId", "task-submission")]
    [InlineData("submissionId", "submission")]
    [InlineData("account", "account")]
    [InlineData("sessionId", null)]
    [InlineData("id", null)]
    public void The_name_of_an_id_says_what_it_is_the_id_of(string field, string? type) =>
        Assert.Equal(type, new RecordLinks(["programme", "account", "submission", "task-submission"]).TypeOf(field));
}
