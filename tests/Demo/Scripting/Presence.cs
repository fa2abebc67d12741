namespace Serverless.Demo.Scripting;

/// <summary>Who is there, who comes late, who is missing, and what was written down wrongly at first.</summary>
internal static class Presence
{
    private const float LateArrivals = 0.12f;
    private const float Excuses = 0.5f;
    private const float Mistakes = 0.07f;
    private const float DuplicateLines = 0.1f;
    private const float LateCheckIns = 0.03f;

    private static readonly Attendance[] All = Enum.GetValues<Attendance>();

    public static void Attend(this Story story)
    {
        var last = Math.Min(story.Leaves - 1, Programme.Weeks);
        int[] sessions = [.. Enumerable.Range(story.FirstSession, Math.Max(0, last - story.FirstSession + 1))];
        var missed = story.Random.Shuffle(sessions).Take(Misses(story, sessions.Length)).ToHashSet();
        foreach (var session in sessions)
        {
            var status = missed.Contains(session)
                ? story.Perhaps(Excuses) ? Attendance.Excused : Attendance.Absent
                : story.Perhaps(LateArrivals) ? Attendance.Late : Attendance.Present;
            // What was written down wrongly is put right a week later, when they are still there.
            var isMistaken = session < last && story.Perhaps(Mistakes);
            Record(story, session, isMistaken ? AnyBut(story, status) : status);
            if (isMistaken) story.Do(new CorrectAttendance(session, status) { Week = session + 1 });
        }
    }

    private static void Record(Story story, int session, Attendance status)
    {
        var attend = new Attend(session, status) { Week = session, IsImported = Programme.ImportedSessions.Contains(session) };
        if (session == Programme.SessionOfToday && status == Attendance.Present)
        {
            story.Do(new CheckIn(session) { Week = session });
        }
        else if (attend.IsImported)
        {
            story.DoOnce(attend with { IsRepeated = story.Perhaps(DuplicateLines) });
        }
        else
        {
            if (session != Programme.SessionOfToday && story.Perhaps(LateCheckIns)) story.Refuse(new CheckIn(session) { Week = session }, Refusals.SessionOver);
            story.Do(attend);
            story.SometimesAgain(attend with { Status = AnyBut(story, status) }, Refusals.AttendanceRecorded);
        }
    }

    private static Attendance AnyBut(Story story, Attendance status) => story.Random.ArrayElement([.. All.Where(other => other != status)]);

    private static int Misses(Story story, int sessions) => story.Fate switch
    {
        Fate.IsSeldomThere => sessions - story.Random.Int(3, Programme.NeededSessions - 3),
        Fate.DropsOut or Fate.WithdrawsAfterAcceptance => story.Random.Int(0, sessions / 2),
        _ => story.Random.Int(0, sessions - Programme.NeededSessions),
    };
}
