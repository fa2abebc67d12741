namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Whether a function gets one event at a time or several.</summary>
public enum Cardinality
{
    Many,
    One,
}

public interface ISupportCardinality
{
    Cardinality Cardinality { get; set; }
}
