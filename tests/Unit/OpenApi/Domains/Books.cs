using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.OpenApi.Domains.Books;

/// <summary>A small domain with every kind of field, and functions with every kind of request and answer.</summary>
internal static class Library
{
    public static readonly Domain<Book, BookAdded> Domain = new("books", "book")
    {
        Owner = "librarians",
        Erasure = Erasure.Retain("Loans are kept for the tax office"),
        Events = [EventType.Of<BookAdded>("book-added")],
        Evolve = (book, _) => book!,
    };

    public static Error Lent { get; } = new(ErrorKind.Conflict, "book-lent", "The book is lent.");

    public static readonly Error Banned = new(ErrorKind.Unprocessable, "book-banned", "The book is banned.");
}

internal static class BookErrors
{
    /// <summary>It has no value for a whole cover.</summary>
    public static Error? Of(Cover cover) => cover switch
    {
        Cover.Soft => new Error(ErrorKind.Conflict, "book-soft", "The cover is soft."),
        Cover.Torn or Cover.Lost => new Error(ErrorKind.NotFound, "book-incomplete", $"The cover is {cover}."),
        _ => throw new ArgumentOutOfRangeException(nameof(cover)),
    };

    public static Error Invalid(params IReadOnlyList<Violation> fields) => new(ErrorKind.Invalid, "book-invalid", "Not in order.") { Fields = fields };

    public static Error Unlisted(string text) => throw new InvalidOperationException($"Nobody knows what to ask: {text}");
}

internal enum Cover
{
    Soft,
    Torn,
    Lost,
    Whole,
}

internal enum Binding
{
    Hard,
    PaperBack,
}

internal sealed record Book
{
    [Field("Title as printed", Purpose.Administration, MaxLength = 100)]
    public required string Title { get; init; }

    [Field("Who reads it", Purpose.Communication, Personal.Identity, MaxLength = 50)]
    public required string Reader { get; init; }

    [Field("How it is bound", Purpose.Statistics)]
    public Binding? Binding { get; init; }

    [Field("What it costs", Purpose.Payment)]
    public required decimal Price { get; init; }

    [Field("Chapters in their order", Purpose.Administration, MaxItems = 30)]
    public required IReadOnlyList<Chapter> Chapters { get; init; }

    [Field("The best chapter", Purpose.Statistics)]
    public Chapter? Best { get; init; }
}

internal sealed record Chapter
{
    [Field("The page on which it begins", Purpose.Administration)]
    public required int Page { get; init; }

    [Field("The day on which it was read", Purpose.Statistics)]
    public DateOnly? Read { get; init; }
}

internal sealed record BookAdded
{
    [Field("When", Purpose.Administration)]
    public required DateTimeOffset At { get; init; }
}

internal sealed class BookFunctions
{
    [Function("AddBook")]
    [Allow(Role.Staff)]
    [Operation("Add a book", Body = typeof(Book), Answer = typeof(Book), Status = 201, Errors = ["book-banned"])]
    public IResult Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "books")] HttpRequest request) => Results.NotFound();

    [Function("ListBooks")]
    [Allow(Role.Staff, Role.Dpo)]
    [Query("binding")]
    [Query("shelf", "Only books on this shelf.", Type = typeof(int), IsRequired = true)]
    [Operation("List books", Answer = typeof(Book), IsPaged = true)]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "books")] HttpRequest request) => Results.NotFound();

    [Function("ChangeBook")]
    [Allow(Role.Staff, Role.Learner)]
    [Operation("Change a book", Body = typeof(Book), IsMergePatch = true, Answer = typeof(Book), Errors = ["book-lent", "book-soft", "book-incomplete", "book-invalid"])]
    public IResult Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "people/{personId:guid}/books/{bookId}")] HttpRequest request, Guid personId, Guid bookId) => Results.NotFound();

    [Function("ReadBook")]
    [Allow(Role.Learner)]
    [Operation("Read a book", Answer = typeof(Book))]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId:guid}/books/{bookId}")] HttpRequest request, Guid personId, Guid bookId) =>
        Results.NotFound();
}
