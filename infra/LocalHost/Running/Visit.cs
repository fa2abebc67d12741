namespace Serverless.LocalHost.Running;

/// <summary>Uses the app while it runs.</summary>
/// <param name="app">Its address.</param>
/// <param name="leaving">The system ends.</param>
internal delegate Task<VisitEnd> Visit(Uri app, CancellationToken leaving);

/// <param name="ExitCode">Of the run.</param>
/// <param name="StaysOpen">The system goes on serving until it is stopped.</param>
internal sealed record VisitEnd(int ExitCode, bool StaysOpen);
