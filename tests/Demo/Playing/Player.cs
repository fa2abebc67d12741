using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Plays a script week by week: in a week everybody does their steps in order, many at once, and then a file may follow.</summary>
internal sealed class Player
{
    private readonly PlayOptions _options;
    private readonly ApiClient _client;
    private readonly Venue _venue;
    private readonly AdmissionDesk _admission;
    private readonly Cashier _cashier;
    private readonly Classroom _classroom;
    private readonly CertificateDesk _certificates;
    private readonly RollCall _rollCall;

    public Player(PlayOptions options, ApiClient client, Tokens tokens, Venue venue)
    {
        var waiting = new Waiting(options.Patience, options.Time);
        (_options, _client, _venue) = (options, client, venue);
        _admission = new AdmissionDesk(venue, tokens, waiting);
        _cashier = new Cashier(venue);
        _classroom = new Classroom(venue);
        _certificates = new CertificateDesk(venue, client, waiting);
        _rollCall = new RollCall(venue, client, waiting);
    }

    /// <exception cref="Mishap">Something went another way than the script says.</exception>
    /// <returns>What the system has called everybody and theirs.</returns>
    public async Task<IReadOnlyList<Member>> PlayAsync(Script script, IProgress<PlayProgress> progress, CancellationToken cancellation)
    {
        Member[] members = [.. script.Learners.Select(learner => new Member(learner))];
        for (var week = 0; week <= Programme.Afterwards; week++)
        {
            var now = week;
            await Parallel.ForEachAsync(
                members,
                new ParallelOptions { MaxDegreeOfParallelism = _options.Clients, CancellationToken = cancellation },
                (member, stop) => PlayAsync(member, now, progress, stop));
            if (Programme.ImportedSessions.Contains(week)) await _rollCall.ImportAsync(members, week, progress, cancellation);
        }

        return members;
    }

    private async ValueTask PlayAsync(Member member, int week, IProgress<PlayProgress> progress, CancellationToken cancellation)
    {
        foreach (var (index, step) in member.Learner.StepsOf(week))
        {
            if (step is Attend { IsImported: true }) continue;
            await PlayAsync(new Turn(_client, _venue.Run, member, index, step, cancellation));
            progress.Report(new PlayProgress(week, Steps: 1));
        }
    }

    private Task PlayAsync(Turn turn) => turn.Step switch
    {
        Register => _admission.RegisterAsync(turn),
        DecideConsent step => _admission.DecideConsentAsync(turn, step),
        VerifyConsents step => _admission.VerifyConsentsAsync(turn, step),
        Apply step => _admission.ApplyAsync(turn, step.Move),
        Enrol => _admission.BecomeEnrolledAsync(turn),
        LoseEnrolment => _admission.LoseEnrolmentAsync(turn),
        DropOut step => _admission.DropOutAsync(turn, step),
        PayFee => _cashier.TakeFeeAsync(turn),
        Refund => _cashier.GiveBackAsync(turn),
        CheckIn step => _classroom.CheckInAsync(turn, step),
        Attend step => _classroom.AttendAsync(turn, step),
        CorrectAttendance step => _classroom.CorrectAsync(turn, step),
        HandIn step => _classroom.HandInAsync(turn, step),
        Resubmit step => _classroom.ResubmitAsync(turn, step),
        Review step => _classroom.ReviewAsync(turn, step),
        Graduate => _certificates.GraduateAsync(turn),
        RevokeCertificate => _certificates.RevokeAsync(turn),
        VerifyCertificate step => _certificates.VerifyAsync(turn, step),
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };
}

/// <param name="Steps">Done since it was told last.</param>
internal readonly record struct PlayProgress(int Week, int Steps);
