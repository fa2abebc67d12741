using System.Text;

namespace Serverless.Kernel.Sealing;

/// <summary>The one place where a sealed text means something; moved anywhere else, it does not open.</summary>
/// <param name="DocumentId">Of the record, event or whatever else holds the field.</param>
/// <param name="Field">A JSON pointer into that document.</param>
public sealed record SealPlace(string TenantId, string SubjectId, string Container, string DocumentId, string Field)
{
    /// <summary>Lengths keep neighbouring parts from running into each other.</summary>
    internal byte[] AssociatedData() => Encoding.UTF8.GetBytes(string.Concat(
        new[] { TenantId, SubjectId, Container, DocumentId, Field }.Select(part => $"{part.Length}:{part}")));
}
