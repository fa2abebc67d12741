using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Exports;

/// <summary>A page of a diary: as long as an export may have to carry, and as personal.</summary>
public sealed record Diary
{
    [Field("What was written last", Purpose.Administration, Personal.FreeText, MaxLength = 20_000)]
    public string? Text { get; init; }

    public static Domain<Diary, Written> Declaration { get; } = new("diaries", "diary-page")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Events = [EventType.Of<Written>("written")],
        Evolve = (_, written) => new Diary { Text = written.Text },
    };
}

[FieldsOf(typeof(Diary))]
public sealed record Written
{
    public string? Text { get; init; }
}
