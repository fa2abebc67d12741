using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
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
        .AddSingleton<AccountTurns>()
        .AddSingleton<Postings>()
        .AddSingleton<TrialBalanceReader>()
        .AddSingleton<LedgerTransfers>()
        .AddSingleton(provider => new PaymentsExport(provider.GetRequiredService<RecordStore>()).Source)
        .AddSingleton<OrderTransfer>(provider => provider.GetRequiredService<LedgerTransfers>().OrderAsync)
        .AddSingleton<PostTransfer>(provider => provider.GetRequiredService<LedgerTransfers>().PostAsync);
}
