using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

public enum Standing
{
    New,
    InGoodOrder,
}

public sealed record Address
{
    [Field("Street and number", Purpose.Communication, Personal.Contact, MaxLength = 100)]
    public required string Street { get; init; }

    [Field("ISO 3166 code", Purpose.Statistics, MaxLength = 2)]
    public required string Country { get; init; }
}

/// <summary>A record with a field of every kind.</summary>
public sealed record Learner
{
    [Field("Name as printed", Purpose.Administration, Personal.Identity, MaxLength = 40)]
    public required string Name { get; init; }

    [Field("Where we write to", Purpose.Communication, Personal.Contact, MaxLength = 80, IsBlindIndexed = true)]
    public string? Email { get; init; }

    [Field("Day of birth", Purpose.Administration, Personal.Identity)]
    public DateOnly? Born { get; init; }

    [Field("Where the learner stands", Purpose.Administration)]
    public required Standing Standing { get; init; }

    [Field("Points reached", Purpose.Assessment)]
    public required int Points { get; init; }

    [Field("Fee", Purpose.Payment)]
    public decimal? Fee { get; init; }

    [Field("When the learner came", Purpose.Administration)]
    public DateTimeOffset? Since { get; init; }

    [Field("Where the learner lives", Purpose.Communication)]
    public Address? Home { get; init; }

    [Field("Former addresses", Purpose.Communication, MaxItems = 3)]
    public IReadOnlyList<Address> Former { get; init; } = [];

    [Field("Remarks", Purpose.Assessment, Personal.FreeText, MaxLength = 200, MaxItems = 5)]
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public static Learner Full(string personal = "canary") => new()
    {
        Name = personal,
        Email = $"{personal}@x.org",
        Born = new DateOnly(2001, 2, 3),
        Standing = Standing.InGoodOrder,
        Points = 7,
        Fee = 12.50m,
        Since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        Home = new Address { Street = personal, Country = "DE" },
        Former = [new Address { Street = $"{personal} 2", Country = "FR" }],
        Remarks = [$"{personal} again"],
    };

    public static JsonObject Document(string personal = "canary") => DocumentJson.Write(Full(personal));
}
