using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

public static class LedgerTransferServices
{
    public static IServiceCollection AddLedgerTransfers(this IServiceCollection services) => services.AddSubjectStore(DeclaredStore.NotPersonal(
        "ledger-transfers",
        "It holds ids of ledgers, accounts and orders, and amounts; the text that goes with the money stays where it was ordered.",
        new StoredPlace(StoredPlaceKind.Orchestration, LedgerTransferOrchestration.Name)));
}
