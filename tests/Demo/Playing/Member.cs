using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>A learner while the script is played: what the system has called them and theirs.</summary>
internal sealed class Member(Learner learner)
{
    public Learner Learner => learner;

    public Guid PersonId { get; set; }

    /// <summary>Their own.</summary>
    public string Token { get; set; } = "";

    public Guid ApplicationId { get; set; }

    public Guid EnrolmentId { get; set; }

    /// <summary>The transfer.</summary>
    public Guid FeeId { get; set; }

    public Guid CertificateId { get; set; }

    /// <summary>By number, from 1.</summary>
    public Guid[] Attendance { get; } = new Guid[Programme.Weeks + 1];

    /// <summary>By number, from 1.</summary>
    public Guid[] Submissions { get; } = new Guid[Programme.Tasks.Count + 1];
}
