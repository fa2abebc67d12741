using Serverless.Benchmarks.Measurement;

namespace Serverless.Benchmarks.Report;

/// <summary>One operation by so many callers on one target: a result, or why there is none.</summary>
internal sealed record Cell(string Operation, int Callers, string Target, RoundResult? Result, string? Failure);
