using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Invocation;

internal sealed class LocalFunctionDefinition : FunctionDefinition
{
    private LocalFunctionDefinition(FunctionDescriptor function, IEnumerable<BindingMetadata> inputs)
    {
        Name = function.Name;
        // The same function has the same id after a restart, so that logs can be joined.
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{function.Name}|{function.EntryPoint}")))[..16];
        EntryPoint = function.EntryPoint;
        PathToAssembly = function.Method.Module.FullyQualifiedName;
        Parameters = [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(
            parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
        InputBindings = inputs.ToImmutableDictionary(binding => binding.Name, StringComparer.Ordinal);
    }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public static LocalFunctionDefinition Of(FunctionDescriptor function, string triggerType, IEnumerable<BindingMetadata> inputs) =>
        new(function, inputs.Prepend(new LocalBindingMetadata(function.TriggerParameter.Name!, triggerType)));
}

internal sealed class LocalBindingMetadata(string name, string type) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => BindingDirection.In;
}
