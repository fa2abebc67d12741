using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Automation;

/// <summary>
/// What follows from an event. It may be told of one again, and then must change nothing more; of one record it is told in order.
/// An exception, or an error that passes by itself (<see cref="ErrorKind.Unavailable"/>, <see cref="ErrorKind.TooManyRequests"/>),
/// means that it is told again.
/// </summary>
/// <param name="fact">The event itself, as its domain declares it. Of an erased subject nothing personal is in it.</param>
/// <param name="document">What is stored of it: whose it is, which record's, when, by whom, and what changed.</param>
/// <returns>Null when all that follows is done; else why it will never be: the event becomes a dead letter.</returns>
public delegate Task<Error?> React(object fact, EventDocument document, CancellationToken cancellation);
