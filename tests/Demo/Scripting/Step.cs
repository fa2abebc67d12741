namespace Serverless.Demo.Scripting;

/// <summary>One thing that somebody does. What it leads to is known before it is played: see <see cref="Tally"/>.</summary>
public abstract record Step
{
    /// <summary>0 is before the first week, <see cref="Programme.Weeks"/> + 1 after the last one.</summary>
    public required int Week { get; init; }

    /// <summary>The code by which the system must refuse it; null where it must do it. What is refused has no effect.</summary>
    public string? RefusedWith { get; init; }

    /// <summary>Sent twice under one Idempotency-Key: the second answer must be the first one again.</summary>
    public bool IsRepeated { get; init; }

    public bool HasEffect => RefusedWith is null;

    /// <summary>For whoever reads that it failed.</summary>
    public abstract string What { get; }
}

public sealed record Register : Step
{
    public override string What => "register";
}

public sealed record DecideConsent(ConsentPurpose Purpose, bool IsGranted) : Step
{
    public override string What => $"{(IsGranted ? "grant" : "withdraw")} consent to {Purpose}";
}

/// <summary>Nobody has altered, removed or moved one of the entries.</summary>
public sealed record VerifyConsents(int Entries) : Step
{
    public override string What => $"verify {Entries} entries of consent";
}

/// <summary>A step of the application; the first is to draft it.</summary>
public sealed record Apply(ApplicationMove Move) : Step
{
    public override string What => $"application: {Move}";
}

/// <summary>The acceptance becomes an enrolment; who is accepted pays the fee.</summary>
public sealed record Enrol : Step
{
    public override string What => "become enrolled";
}

public sealed record PayFee : Step
{
    public override string What => "pay the fee";
}

/// <summary>The person says that they are there, which is possible while the session lasts.</summary>
public sealed record CheckIn(int Session) : Step
{
    public override string What => $"check in to session {Session}";
}

/// <summary>Staff say how the person attended.</summary>
public sealed record Attend(int Session, Attendance Status) : Step
{
    /// <summary>As a line of a file, with all others of the week.</summary>
    public bool IsImported { get; init; }

    public override string What => $"attendance of session {Session}: {Status}";
}

public sealed record CorrectAttendance(int Session, Attendance Status) : Step
{
    public override string What => $"attendance of session {Session}, corrected: {Status}";
}

public sealed record HandIn(int Task) : Step
{
    public override string What => $"hand in task {Task}";
}

public sealed record Resubmit(int Task) : Step
{
    public override string What => $"hand in task {Task} again";
}

public sealed record Review(int Task, ReviewOutcome Outcome, int Score) : Step
{
    public override string What => $"review of task {Task}: {Outcome}";
}

public sealed record DropOut(DropReason Reason) : Step
{
    public override string What => "drop out";
}

/// <summary>The withdrawal of the application ends the enrolment, without anybody's doing.</summary>
public sealed record LoseEnrolment : Step
{
    public override string What => "lose the enrolment";
}

public sealed record Refund : Step
{
    public override string What => "get the fee back";
}

/// <summary>The rules hold, so the enrolment becomes completed and a certificate is issued, without anybody's doing.</summary>
public sealed record Graduate : Step
{
    public override string What => "get a certificate";
}

public sealed record RevokeCertificate : Step
{
    public override string What => "certificate: revoke";
}

/// <summary>By somebody who need not say who they are.</summary>
public sealed record VerifyCertificate(bool IsValid) : Step
{
    public override string What => $"certificate: verify, {(IsValid ? "valid" : "revoked")}";
}
