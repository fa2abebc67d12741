using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>Reads the body of a request with the serializer of the app.</summary>
internal sealed class BodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.FunctionContext.GetHttpContext() is not { } http)
            return ConversionResult.Unhandled();
        try
        {
            return ConversionResult.Success(await ReadAsync(http, context.TargetType));
        }
        catch (JsonException e)
        {
            return ConversionResult.Failed(e);
        }
    }

    public static async ValueTask<object?> ReadAsync(HttpContext http, ParameterInfo parameter)
    {
        try
        {
            return await ReadAsync(http, parameter.ParameterType);
        }
        catch (JsonException e)
        {
            throw ArgumentConversion.Failed(parameter, e);
        }
    }

    private static async ValueTask<object?> ReadAsync(HttpContext http, Type type)
    {
        // The function may want to read the body too.
        http.Request.EnableBuffering();
        try
        {
            if (type == typeof(string))
                return await new StreamReader(http.Request.Body, leaveOpen: true).ReadToEndAsync(http.RequestAborted);
            var serializer = http.RequestServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
            return await serializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted);
        }
        finally
        {
            http.Request.Body.Position = 0;
        }
    }
}
