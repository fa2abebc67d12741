using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>An event that could not be folded, or followed.</summary>
/// <param name="Error">Why, without personal data.</param>
/// <param name="WaitsFor">The version of the record that must come first.</param>
internal sealed record Stop(FeedEvent Event, StopReason Reason, string Error, long? WaitsFor)
{
    /// <summary>Nobody can say to what it belongs, so nothing waits for it.</summary>
    public static Stop Placeless(FeedEvent fact) => new(fact, StopReason.Unreadable, fact.Step is null ? "It does not say to which record it belongs." : "It does not say in which document it belongs.", WaitsFor: null);

    public static Stop Restricted(FeedEvent fact) => new(fact, StopReason.Restricted, "The subject's data is restricted; it follows by itself when that ends.", WaitsFor: null);

    /// <param name="first">The one that is parked.</param>
    public static Stop Behind(FeedEvent fact, EventPosition? first) => new(fact, StopReason.Waiting, "An earlier event of the record is parked.", first?.Version);

    /// <summary>Messages may quote values; only those of declarations are known to name nothing but types and fields.</summary>
    public static string Describe(Exception e) => e is DeclarationException ? e.Message : e.GetType().Name;
}

/// <summary>Why an event is parked. Stored by name: add, never rename or remove.</summary>
public enum StopReason
{
    /// <summary>It is not the document that it should be, or was altered.</summary>
    Unreadable,

    /// <summary>The fold fails on it.</summary>
    Unfoldable,

    /// <summary>An earlier event of its record must come first.</summary>
    Waiting,

    /// <summary>What should follow from it was refused for good.</summary>
    Refused,

    /// <summary>The subject's data is restricted. It goes on by itself when the last restriction has ended.</summary>
    Restricted,
}
