namespace Serverless.LocalCosmos.Protocol;

/// <summary>The address of a request.</summary>
/// <param name="Segments">Each decoded once.</param>
internal sealed record ResourceTarget(ResourceKind Kind, IReadOnlyList<string> Segments)
{
    public bool IsAdmin => Kind >= ResourceKind.AdminStatus;

    /// <summary>Of an admin address as well: <c>/_localcosmos/dbs/d/colls/c/split</c>.</summary>
    public string? Database => After("dbs");

    public string? Container => After("colls");

    /// <summary>The last segment: the id or rid of what is addressed.</summary>
    public string Id => Segments[^1];

    public override string ToString() => "/" + string.Join('/', Segments);

    private string? After(string type)
    {
        // dbs/d/colls/c, shifted by one behind the admin prefix.
        var at = (IsAdmin ? 1 : 0) + (type == "colls" ? 2 : 0);
        return at + 1 < Segments.Count && Segments[at] == type ? Segments[at + 1] : null;
    }
}
