namespace Serverless.Kernel.Declarations;

/// <summary>The kinds of value that a document may hold; nothing else is a document.</summary>
public enum ValueKind
{
    Text,
    Boolean,

    /// <summary>32 bits.</summary>
    Integer,

    /// <summary>64 bits.</summary>
    Long,

    /// <summary>Exact; a string in JSON.</summary>
    Decimal,

    /// <summary>RFC 3339 in UTC.</summary>
    Time,

    /// <summary>Year, month, day.</summary>
    Date,
    Uuid,
    Enumeration,
    Record,
    List,
}

/// <summary>The shape of one value.</summary>
public sealed record ValueSchema(ValueKind Kind)
{
    private static readonly Dictionary<Type, ValueKind> Scalars = new()
    {
        [typeof(string)] = ValueKind.Text,
        [typeof(bool)] = ValueKind.Boolean,
        [typeof(int)] = ValueKind.Integer,
        [typeof(long)] = ValueKind.Long,
        [typeof(decimal)] = ValueKind.Decimal,
        [typeof(DateTimeOffset)] = ValueKind.Time,
        [typeof(DateOnly)] = ValueKind.Date,
        [typeof(Guid)] = ValueKind.Uuid,
    };

    public int MaxLength { get; init; }

    public int MaxItems { get; init; }

    /// <summary>The names of an enumeration.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The fields of a record.</summary>
    public RecordSchema? Record { get; init; }

    /// <summary>What a list holds.</summary>
    public ValueSchema? Element { get; init; }

    /// <summary>The kind of a value that has no parts; null for any other type.</summary>
    public static ValueKind? ScalarOf(Type type) => Scalars.TryGetValue(type, out var kind) ? kind : null;
}

/// <summary>One declared field.</summary>
/// <param name="Name">As in JSON.</param>
public sealed record FieldSchema(string Name, ValueSchema Value)
{
    public required string Meaning { get; init; }

    public required Purpose Purpose { get; init; }

    public required Personal Personal { get; init; }

    public required bool IsRequired { get; init; }

    public bool IsBlindIndexed { get; init; }

    public bool IsPrefixIndexed { get; init; }

    /// <inheritdoc cref="FieldAttribute.IsOfSubject"/>
    public bool IsOfSubject { get; init; }

    /// <inheritdoc cref="FieldAttribute.Feature"/>
    public string? Feature { get; init; }

    public bool IsPersonal => Personal != Personal.None;
}
