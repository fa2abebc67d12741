using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Telemetry;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Breaches;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.LegalHolds;
using Serverless.Functions.Domains.Payments;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.PrivacyRequests;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Restrictions;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Orchestrations.Archival;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Orchestrations.LedgerTransfer;
using Serverless.Functions.Orchestrations.Rebuild;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Platform.Lifecycle;
using Serverless.Functions.Platform.Operations;
using Serverless.Functions.Platform.ProcessingRecords;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.Functions.Projections.PeopleDirectory;
using Serverless.Functions.Projections.PersonOverview;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions;

/// <summary>Puts the app together: every domain, read model and orchestration has one line here.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var builder = FunctionsApplication.CreateBuilder(args);
            builder.ConfigureFunctionsWebApplication();
            builder.UseTelemetry(typeof(Program).Assembly);
            builder.UseMiddleware<AnswerMiddleware>();
            builder.UseCallers(typeof(Program).Assembly);
            builder.UseAudit();

            builder.Services
                .AddCosmos(builder.Configuration)
                .AddBlobs(builder.Configuration)
                .AddKeys(builder.Configuration)
                .AddRecords(builder.Configuration)
                .AddMessaging(builder.Configuration)
                .AddProjections(builder.Configuration)
                .AddAutomation(builder.Configuration)
                .AddOperations(builder.Configuration)
                .AddProcessingRecords(builder.Configuration)
                .AddArchives()
                .AddRetention(builder.Configuration, typeof(Program).Assembly)
                .AddRetentionPolicies()
                .AddSubjectStores(typeof(Program).Assembly);

            builder.Services
                .AddPeople()
                .AddProgrammes()
                .AddApplications()
                .AddEnrolments()
                .AddCertificates()
                .AddAttendance(builder.Configuration)
                .AddSubmissions()
                .AddConsents()
                .AddLegalHolds()
                .AddRestrictions()
                .AddPayments()
                .AddPrivacyRequests(builder.Configuration)
                .AddBreaches(builder.Configuration);

            builder.Services
                .AddPersonOverview()
                .AddPeopleDirectory()
                .AddCertificateVerification()
                .AddProgrammeDashboard();

            builder.Services
                .AddAttendanceImport(builder.Configuration)
                .AddLedgerTransfers()
                .AddRebuilds()
                .AddErasure(builder.Configuration)
                .AddRehydrations(builder.Configuration)
                .AddSubjectExports(builder.Configuration)
                .AddArchivals(builder.Configuration);

            using var app = builder.Build();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is SettingException or DeclarationException or ContainerException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
