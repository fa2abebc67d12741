namespace Serverless.Functions.Seams;

/// <summary>What came of asking for a seat.</summary>
public enum SeatClaim
{
    /// <summary>The application has a seat, from now on or since before.</summary>
    Held,

    /// <summary>All seats are others'.</summary>
    Full,

    /// <summary>The application has given up its seat, for good.</summary>
    Released,

    /// <summary>The programme has no seats: there is none such, or it is a draft.</summary>
    NoProgramme,
}
