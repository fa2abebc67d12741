using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Subjects.Records;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Payments;

public static class PaymentsServices
{
    /// <summary>The domain, and what it answers to others that ask it.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddDomain(PaymentsDomain.Ledgers)
        .AddDomain(PaymentsDomain.Accounts)
        .AddDomain(PaymentsDomain.Transfers)
        .AddDomain(PaymentsDomain.Orders)
        .AddSubjectStore(Persons)
        .AddSingleton<AccountTurns>()
        .AddSingleton<Postings>()
        .AddSingleton<TrialBalanceReader>()
        .AddSingleton<LedgerTransfers>()
        .AddSingleton(provider => new PaymentsExport(provider.GetRequiredService<RecordStore>()).Source)
        .AddSingleton<OrderTransfer>(provider => provider.GetRequiredService<LedgerTransfers>().OrderAsync)
        .AddSingleton<PostTransfer>(provider => provider.GetRequiredService<LedgerTransfers>().PostAsync);

    /// <summary>Whom a transfer concerned is nobody when they are erased, and what was said of it is gone. No amount and no balance changes.</summary>
    private static ISubjectStore Persons(IServiceProvider services) => ActivatorUtilities.CreateInstance<ReferenceErasure>(
        services, "payment-persons", PaymentsDomain.Transfers, "personId", "Books of account are kept for ten years (commercial and tax law), without whom they concern.");
}
