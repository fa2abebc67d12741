using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

public class WorkerOptions
{
    /// <summary>Reads bodies and trigger payloads. By default System.Text.Json, to which the case of names says nothing.</summary>
    public ObjectSerializer? Serializer { get; set; }
}
