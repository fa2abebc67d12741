using Azure.Messaging.ServiceBus;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;
using Serverless.Unit.Storage;

namespace Serverless.Unit.ServiceBus;

/// <summary>Random operations on a queue and on a plain model; after each of them, and after a restart, both must agree.</summary>
public sealed class QueueModelTests
{
    private static readonly BusTopology Topology = new(
        [
            new("queue")
            {
                LockDuration = TimeSpan.FromSeconds(QueueModel.LockSeconds),
                MaxDeliveryCount = QueueModel.MaxDeliveries,
                DeadLetteringOnMessageExpiration = true,
            },
        ],
        []);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(
            "send", "send", "send", "receive", "receive", "take", "complete", "abandon", "defer", "deadletter", "renew", "ask", "wait", "wait", "restart")
        from which in Gen.Choose(0, 5)
        from n in Gen.Choose(1, 12)
        from life in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 25).Select(s => (int?)s)))
        from delay in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 15).Select(s => (int?)s)))
        select new Step(kind, which, n, life, delay);

    [Theory, InlineData(true), InlineData(false)]
    public void A_queue_agrees_with_a_plain_model(bool onDisk) =>
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => RunAsync([.. steps], onDisk))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(onDisk ? 40 : 200).WithEndSize(80));

    private static async Task<bool> RunAsync(List<Step> steps, bool onDisk)
    {
        var directory = onDisk ? Directory.CreateTempSubdirectory("bus") : null;
        var run = new Run(directory?.FullName);
        try
        {
            await run.OpenAsync();
            foreach (var step in steps)
            {
                await run.ApplyAsync(step);
                await run.CompareAsync();
            }

            return true;
        }
        finally
        {
            await run.CloseAsync();
            directory?.Delete(recursive: true);
        }
    }

    internal sealed record Step(string Kind, int Which, int N, int? Life, int? Delay);

    private sealed class Run(string? directory)
    {
        private readonly QueueModel _model = new();
        private readonly TestTime _time = new();
        private readonly List<Guid> _tokens = [];
        private Broker _broker = null!;
        private int _sent;

        private MessageQueue Queue => _broker.Source("queue");

        public async Task OpenAsync() => _broker = await Broker.OpenAsync(directory, Topology, _time, NullLoggerFactory.Instance);

        public async Task CloseAsync() => await _broker.DisposeAsync();

        public async Task ApplyAsync(Step step)
        {
            var receipt = _model.Receipts.Count == 0 ? 0 : _model.Receipts.Count - 1 - step.Which % _model.Receipts.Count;
            switch (step.Kind)
            {
                case "send":
                    _model.Send(++_sent, step.Life, step.Delay);
                    await _broker.SendAsync(Queue, [Message(step)]);
                    break;
                case "receive" or "take":
                    await ReceiveAsync(step.Which, step.Kind == "receive");
                    break;
                case "ask":
                    await AskAsync(step.Which);
                    break;
                case "wait":
                    _model.Pass(step.N);
                    _time.Advance(TimeSpan.FromSeconds(step.N));
                    break;
                case "restart" when directory is not null:
                    _model.Restart();
                    await CloseAsync();
                    await OpenAsync();
                    break;
                case "renew" when _tokens.Count > 0:
                    await SettleAsync(_model.Renew(_model.Receipts[receipt]), turn => Settling.Renew(turn, Queue, _tokens[receipt]));
                    break;
                case "complete" when _tokens.Count > 0:
                    await SettleAsync(_model.Complete(_model.Receipts[receipt]), Settlement.Complete, receipt);
                    break;
                case "abandon" when _tokens.Count > 0:
                    await SettleAsync(_model.Abandon(_model.Receipts[receipt]), Settlement.Abandon, receipt);
                    break;
                case "defer" when _tokens.Count > 0:
                    await SettleAsync(_model.Defer(_model.Receipts[receipt]), Settlement.Defer, receipt);
                    break;
                case "deadletter" when _tokens.Count > 0:
                    await SettleAsync(_model.DeadLetter(_model.Receipts[receipt]), Settlement.DeadLetter, receipt);
                    break;
                default:
                    break;
            }
        }

        public async Task CompareAsync()
        {
            Assert.Equal(_model.Queue, await PeekAsync(Queue));
            Assert.Equal(_model.Dead, await PeekAsync(_broker.Source("queue/$DeadLetterQueue")));
        }

        private Content Message(Step step) => new(
            new()
            {
                TimeToLive = step.Life is { } life ? TimeSpan.FromSeconds(life) : null,
                ScheduledEnqueueTime = step.Delay is { } delay ? _time.GetUtcNow().AddSeconds(delay) : null,
            },
            new byte[_sent]);

        private async Task ReceiveAsync(int count, bool settles)
        {
            var received = await _broker.RunAsync(turn => Receiving.Receive(turn, Queue, count, settles, session: null)) ?? [];
            Assert.Equal(_model.Receive(count, settles), received.Select(message => message.Sequence));
            if (settles) _tokens.AddRange(received.Select(message => message.Token!.Value));
        }

        private async Task AskAsync(int which)
        {
            var deferred = _model.Deferred.ToList();
            var sequence = deferred.Count == 0 ? which : deferred[which % deferred.Count];
            var asking = Record.ExceptionAsync(async () =>
            {
                var received = await _broker.RunAsync(turn => Receiving.ReceiveDeferred(turn, Queue, [sequence], settles: true, session: null));
                _tokens.AddRange(received.Select(message => message.Token!.Value));
            });
            Assert.Equal(_model.ReceiveDeferred(sequence), await asking is null);
        }

        private Task SettleAsync(bool expected, Settlement settlement, int receipt) => SettleAsync(expected, turn =>
        {
            Settling.Settle(turn, Queue, new(settlement, _tokens[receipt]), session: null);
            return DateTimeOffset.MinValue;
        });

        private async Task SettleAsync(bool expected, Func<Turn, DateTimeOffset> settle)
        {
            var refusal = await Record.ExceptionAsync(() => _broker.RunAsync(settle));
            Assert.Equal(expected, refusal is null);
            if (!expected) Assert.Equal(ServiceBusFailureReason.MessageLockLost, Assert.IsType<ServiceBusException>(refusal).Reason);
        }

        /// <summary>The length of its body tells which message it is.</summary>
        private static string Text(ServiceBusReceivedMessage message) =>
            $"{message.Body.ToMemory().Length}: {message.SequenceNumber} {message.State} {message.DeliveryCount}";

        private async Task<List<string>> PeekAsync(MessageQueue queue)
        {
            var found = await _broker.RunAsync(turn => Receiving.Peek(turn, queue, 0, 1000, session: null));
            return [.. found.Select(stored => new ServiceBusReceivedMessage(stored)).Select(Text)];
        }
    }
}
