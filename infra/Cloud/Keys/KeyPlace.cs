using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Cloud.Keys;

/// <summary>The document that a wrapped key belongs to; moved to another one, it does not unwrap.</summary>
public sealed partial record KeyPlace
{
    /// <exception cref="TenantKeyException">The tenant's id can name neither a file nor a key of Key Vault.</exception>
    public KeyPlace(string tenantId, string subjectId, string documentId)
    {
        if (!TenantName().IsMatch(tenantId)) throw new TenantKeyException("an id of up to 64 lower-case letters, digits and hyphens is needed");
        (TenantId, SubjectId, DocumentId) = (tenantId, subjectId, documentId);
    }

    public string TenantId { get; }

    public string SubjectId { get; }

    public string DocumentId { get; }

    /// <summary>Lengths keep neighbouring parts from running into each other.</summary>
    internal byte[] AssociatedData() => Encoding.UTF8.GetBytes(string.Concat(
        new[] { TenantId, SubjectId, DocumentId }.Select(part => $"{part.Length}:{part}")));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantName();
}
