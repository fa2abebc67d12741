using System.Reflection;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>The binding data of orchestrators and activities.</summary>
internal static class InstanceData
{
    public const string InstanceId = "instanceId";

    public static IReadOnlyDictionary<string, object?> Of(string instanceId) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [InstanceId] = instanceId };

    public static bool Has(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) && InstanceId.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase);
}

internal static class InputArgument
{
    /// <summary>An input that is missing is the parameter's default.</summary>
    public static object? Of(ParameterInfo parameter, object? input)
    {
        if (input is not null)
            return input;
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        return parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
    }
}
