using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Seams;

/// <summary>Asks the directory, which is a read model, to answer a request that looks for people by <c>name</c>: with a page of <see cref="PersonFound"/>.</summary>
public delegate Task<IResult> SearchPeople(HttpRequest request, CancellationToken cancellation);

/// <summary>Somebody who was found. Who was deleted is not.</summary>
public sealed record PersonFound
{
    [Field("Names the person", Purpose.Administration)]
    public required Guid PersonId { get; init; }

    [Field("The person's name", Purpose.Administration, Personal.Identity, MaxLength = 200)]
    public required string Name { get; init; }

    [Field("That the person is here", Purpose.Administration, MaxLength = 20)]
    public required string Status { get; init; }
}
