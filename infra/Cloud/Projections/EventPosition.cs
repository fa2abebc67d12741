namespace Serverless.Cloud.Projections;

/// <summary>Where an event stands among those of its record.</summary>
/// <param name="Version">Of the record, from 1.</param>
/// <param name="Index">Among the events of the version, from 0.</param>
public readonly record struct EventPosition(long Version, int Index) : IComparable<EventPosition>
{
    public static EventPosition First { get; } = new(1, 0);

    /// <summary>Where the record's next event stands.</summary>
    public EventPosition After(bool isFinal) => isFinal ? new(Version + 1, 0) : new(Version, Index + 1);

    public int CompareTo(EventPosition other) => (Version, Index).CompareTo((other.Version, other.Index));

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}
