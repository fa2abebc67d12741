using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Features;

/// <summary>A record with two features, one of which is about something personal.</summary>
public sealed record Room
{
    public const string Online = "rooms-online";
    public const string Remarks = "room-remarks";

    [Field("What the room is called", Purpose.Administration, MaxLength = 40)]
    public required string Name { get; init; }

    [Field("How many fit in", Purpose.Statistics)]
    public int? Seats { get; init; }

    [Field("Where people join", Purpose.Communication, MaxLength = 40, Feature = Online)]
    public string? JoinAt { get; init; }

    [Field("What somebody has remarked", Purpose.Assessment, Personal.FreeText, MaxLength = 100, Feature = Remarks)]
    public string? Remark { get; init; }

    public static Domain<Room, RoomWritten> Declaration { get; } = new("rooms", "room")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Events = [EventType.Of<RoomWritten>("room-written")],
        Features = [new Feature(Online, "People can join from elsewhere"), new Feature(Remarks, "People may say what they think")],
        Evolve = (_, written) => new Room { Name = written.Name, Seats = written.Seats, JoinAt = written.JoinAt, Remark = written.Remark },
    };
}

[FieldsOf(typeof(Room))]
public record RoomDetails
{
    public required string Name { get; init; }

    public int? Seats { get; init; }

    public string? JoinAt { get; init; }

    public string? Remark { get; init; }

    public static RoomDetails Of(Room room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return new RoomDetails { Name = room.Name, Seats = room.Seats, JoinAt = room.JoinAt, Remark = room.Remark };
    }
}

[FieldsOf(typeof(Room))]
public sealed record RoomWritten
{
    public required string Name { get; init; }

    public int? Seats { get; init; }

    public string? JoinAt { get; init; }

    public string? Remark { get; init; }

    public static RoomWritten Of(RoomDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return new RoomWritten { Name = details.Name, Seats = details.Seats, JoinAt = details.JoinAt, Remark = details.Remark };
    }
}
