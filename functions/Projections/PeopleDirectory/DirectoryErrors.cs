using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.PeopleDirectory;

public static class DirectoryErrors
{
    public static Error NoName { get; } = new(ErrorKind.Invalid, "name-too-short", "Say how the name begins, with two letters at least.")
    {
        Fields = [new Violation("/name", "must have a word of two letters or more, and no more than 200 characters in all")],
    };
}
