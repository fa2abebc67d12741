using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Signing;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Certificates;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure;

public static class ErasureServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddErasure(this IServiceCollection services, IConfiguration configuration) => services
        .AddSigning()
        .AddResidency(configuration)
        .AddSingleton(configuration.Read<ErasureOptions>(ErasureOptions.Section))
        .AddSingleton<Notices>()
        .AddSingleton<RecipientMessages>()
        .AddSingleton<TellRecipients>(provider => provider.GetRequiredService<RecipientMessages>().TellAsync)
        .AddSingleton<ErasureCases>()
        .AddSingleton<ErasureSights>()
        .AddSingleton<ErasureIntake>()
        .AddSingleton<ErasureDesk>()
        .AddSingleton<CertificateCheck>()
        .AddSingleton(ErasureOrchestration.Instances)
        .AddSingleton<SubjectHistories>()
        .AddSubjectStore(provider => provider.GetRequiredService<SubjectHistories>())
        .AddSubjectStore(DeclaredStore.Expires(
            "privacy-messages",
            "They hold ids, codes and times, for those who must do the same or see to it, and go within the hour.",
            new StoredPlace(StoredPlaceKind.Topic, Notices.Topic),
            new StoredPlace(StoredPlaceKind.Queue, AcknowledgementQueue.Queue)));
}
