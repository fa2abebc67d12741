using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;

namespace Serverless.Contracts.Running;

/// <summary>What every contract class starts from: a backend, a database of its own, containers and keys for isolation.</summary>
public abstract class Contract(Backend backend)
{
    private static int _count;

    protected Backend Backend => backend;

    protected CosmosClient Client => backend.Client;

    protected Task<Database> DatabaseAsync() => backend.DatabaseOfAsync(GetType());

    /// <summary>A container with the key path /pk, shared by the tests of the class: isolate by <see cref="NewKey"/>.</summary>
    protected Task<Container> SharedContainerAsync() => backend.ContainerOfAsync(GetType());

    protected async Task<Container> NewContainerAsync(string path = "/pk", [CallerMemberName] string name = "") =>
        await NewContainerAsync(new ContainerProperties("", path), name);

    protected async Task<Container> NewContainerAsync(
        ContainerProperties properties, [CallerMemberName] string name = "")
    {
        properties.Id = NewName(name);
        return (await (await DatabaseAsync()).CreateContainerAsync(properties)).Container;
    }

    protected static string NewKey([CallerMemberName] string name = "") => NewName(name);

    /// <summary>The same container through another client, with the options that the test is about.</summary>
    protected Container Through(CosmosClient client, Container container) =>
        client.GetContainer(container.Database.Id, container.Id);

    private static string NewName(string name) =>
        $"{name[..Math.Min(name.Length, 60)]}-{Interlocked.Increment(ref _count)}";
}
