using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Contracts that only read the corpus share one container per backend.</summary>
public abstract class CorpusContract(Backend backend) : Contract(backend)
{
    protected Task<Container> CorpusAsync() => Backend.OnceAsync(nameof(Corpus), async () =>
    {
        var container = await NewContainerAsync(Corpus.Properties, nameof(Corpus));
        await Corpus.FillAsync(container);
        return container;
    });
}
