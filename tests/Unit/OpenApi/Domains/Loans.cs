using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.OpenApi.Domains.Loans;

/// <summary>A domain whose records are archived, and personal to nobody.</summary>
internal static class Lending
{
    public static readonly Domain<Loan, LoanEnded> Domain = new("loans", "loan")
    {
        Owner = "librarians",
        Erasure = Erasure.NotPersonal,
        Retention = Retention.Years(1, after: "isOver", becomes: "true", "A test.").ThenArchived(offlineAfterDays: null, deletedAfterDays: 100),
        Events = [EventType.Of<LoanEnded>("loan-ended")],
        Evolve = (loan, _) => loan!,
    };
}

internal sealed record Loan
{
    [Field("Whether it has ended", Purpose.Statistics)]
    public required bool IsOver { get; init; }
}

[FieldsOf(typeof(Loan))]
internal sealed record LoanEnded;

internal sealed class LoanFunctions
{
    [Function("ListLoans")]
    [Allow(Role.Staff)]
    [Operation("List loans", Answer = typeof(Loan), IsPaged = true)]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loans")] HttpRequest request) => Results.NotFound();

    [Function("EndLoan")]
    [Allow(Role.Staff)]
    [Operation("End a loan", Answer = typeof(Loan))]
    public IResult End([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "loans/{loanId:guid}/end")] HttpRequest request, Guid loanId) => Results.NotFound();
}
