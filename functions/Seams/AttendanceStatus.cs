namespace Serverless.Functions.Seams;

/// <summary>How somebody attended a session. Stored by name: add, never rename or remove.</summary>
public enum AttendanceStatus
{
    Present,
    Late,
    Absent,
    Excused,
}
