using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Contracts.Records;
using Serverless.Kernel.Events;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Automation;

/// <summary>Adds to another record what is added to one, so that what is lost, done twice or done out of order shows in its parts.</summary>
public sealed class Mirror(Commands commands, RecordStore store)
{
    public const string Name = "mirror";

    private static readonly Error OutOfOrder = new(ErrorKind.Conflict, "out-of-order", "An earlier number is missing.");

    /// <summary>Whether what is poison is taken as well.</summary>
    public bool IsForgiving { get; set; }

    public async Task<Error?> AddAsync(object fact, EventDocument document, CancellationToken cancellation)
    {
        var (number, source) = (((Added)fact).Number, new RecordKey(document.TenantId, document.SubjectId, document.RecordId));
        if (number == Echo.Poison && !IsForgiving) return await Echo.Refuse(number);
        var context = new CommandContext(ReactionCaller.Of(document), "mirrored");
        var opened = await commands.CreateAsync(Counter.Declaration, KeyOf(source), context, () => new Opened { Owner = "" }, cancellation);
        if (opened.Error is { } error && error != StoreErrors.Exists) return error;
        // The first number is added by the second version.
        var before = (int)document.Version - 2;
        var added = await commands.ChangeAsync(Counter.Declaration, KeyOf(source), context with { CommandId = Uuid.New() }, Decide, cancellation);
        return added.Error;

        Decision<CounterEvent> Decide(Counter state) => (state.Parts.Count - before) switch
        {
            > 0 => Array.Empty<CounterEvent>(),
            0 => new Added { Number = number },
            _ => OutOfOrder,
        };
    }

    public async Task<IReadOnlyList<int>> PartsAsync(RecordKey source) =>
        await store.FindAsync(Counter.Declaration, KeyOf(source), CancellationToken.None) is { } found ? found.State.Parts : [];

    /// <summary>Of another subject, so that what is mirrored is not mirrored again.</summary>
    private static RecordKey KeyOf(RecordKey source) => RecordKey.OfSubject(source.TenantId, Uuid.Derived("mirror", source.RecordId.ToString()));
}
