using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.Workloads;

/// <summary>One operation as a caller repeats it. An answer that is not right throws: a wrong answer has no speed.</summary>
/// <param name="Name">As it stands in the report.</param>
/// <param name="Documents">How many documents are in the container beforehand.</param>
/// <param name="CallAsync">The operation, given the container, how many documents it was loaded with, and a caller's random numbers.</param>
internal sealed record Workload(string Name, int Documents, Func<Container, int, Random, Task> CallAsync);
