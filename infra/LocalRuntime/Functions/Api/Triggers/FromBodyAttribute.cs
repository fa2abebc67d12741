using Microsoft.Azure.Functions.Worker.Converters;
using Serverless.LocalRuntime.Functions.Http;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Makes a parameter of the JSON in the request's body.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    public FromBodyAttribute()
        : base(typeof(BodyConverter))
    {
    }
}
