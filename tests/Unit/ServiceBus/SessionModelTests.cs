using Azure.Messaging.ServiceBus;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;
using Serverless.Unit.Storage;

namespace Serverless.Unit.ServiceBus;

/// <summary>Random operations of several receivers on a queue with sessions and on a plain model; after each of them both must agree.</summary>
public sealed class SessionModelTests
{
    private static readonly BusTopology Topology = new(
        [
            new("queue")
            {
                LockDuration = TimeSpan.FromSeconds(SessionModel.LockSeconds),
                MaxDeliveryCount = SessionModel.MaxDeliveries,
                RequiresSession = true,
            },
        ],
        []);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(
            "send", "send", "send", "next", "next", "named", "receive", "receive", "complete", "complete", "abandon", "renew", "state", "close", "wait", "restart")
        from session in Gen.Elements("a", "b", "c")
        from which in Gen.Choose(0, 5)
        from n in Gen.Choose(1, 8)
        select new Step(kind, session, which, n);

    [Theory, InlineData(true), InlineData(false)]
    public void Sessions_agree_with_a_plain_model(bool onDisk) =>
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

    internal sealed record Step(string Kind, string Session, int Which, int N);

    private sealed record Receipt(Holding Holding, int Number, Guid Token);

    private sealed record Holding(SessionModel.Hold Model, HeldSession Real);

    private sealed class Run(string? directory)
    {
        private readonly SessionModel _model = new();
        private readonly TestTime _time = new();
        private readonly List<Holding> _holdings = [];
        private readonly List<Receipt> _receipts = [];
        private Broker _broker = null!;

        private MessageQueue Queue => _broker.Source("queue");

        public async Task OpenAsync() => _broker = await Broker.OpenAsync(directory, Topology, _time, NullLoggerFactory.Instance);

        public async Task CloseAsync() => await _broker.DisposeAsync();

        public async Task ApplyAsync(Step step)
        {
            switch (step.Kind)
            {
                case "send":
                    _model.Send(step.Session);
                    await _broker.SendAsync(Queue, [new(new() { SessionId = step.Session }, default)]);
                    break;
                case "next" or "named":
                    await AcceptAsync(step.Kind == "next" ? null : step.Session);
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
                case "complete" or "abandon" when _receipts.Count > 0:
                    await SettleAsync(_receipts[^(1 + step.Which % _receipts.Count)], step.Kind == "complete");
                    break;
                case "receive" or "renew" or "state" or "close" when _holdings.Count > 0:
                    await HoldAsync(step, _holdings[^(1 + step.Which % _holdings.Count)]);
                    break;
                default:
                    break;
            }
        }

        public async Task CompareAsync()
        {
            var messages = await _broker.RunAsync(turn => Receiving.Peek(turn, Queue, 0, 1000, session: null));
            Assert.Equal(_model.Queue, messages.Select(message => $"{message.Sequence} in {message.Session}, {message.Deliveries} times"));
            var dead = await _broker.RunAsync(turn => Receiving.Peek(turn, _broker.Source("queue/$DeadLetterQueue"), 0, 1000, session: null));
            Assert.Equal(_model.Dead, dead.Count);
        }

        private async Task AcceptAsync(string? session)
        {
            var expected = _model.Accept(session);
            AcceptedSession? accepted = null;
            var refusal = await Record.ExceptionAsync(async () => accepted = await _broker.RunAsync(turn => Sessions.Accept(turn, Queue, session)));
            Assert.Equal(expected?.Session, accepted?.Session.Id);
            if (session is not null && expected is null) AssertRefused(ServiceBusFailureReason.SessionCannotBeLocked, refusal);
            else Assert.Null(refusal);
            if (expected is not null) _holdings.Add(new(expected, accepted!.Session));
        }

        /// <summary>What only the holder of the session may do.</summary>
        private async Task HoldAsync(Step step, Holding holding)
        {
            var (model, real) = holding;
            if (step.Kind == "close")
            {
                _model.Close(model);
                await _broker.RunAsync(turn => Sessions.Release(turn, Queue, real));
                return;
            }

            var refusal = await Record.ExceptionAsync(() => step.Kind switch
            {
                "receive" => ReceiveAsync(holding, step.N),
                "renew" => RenewAsync(holding),
                _ => StateAsync(holding, step.N < 3 ? null : step.N),
            });
            if (_model.Holds(model)) Assert.Null(refusal);
            else AssertRefused(ServiceBusFailureReason.SessionLockLost, refusal);
        }

        private async Task ReceiveAsync(Holding holding, int count)
        {
            var received = await _broker.RunAsync(turn => Receiving.Receive(turn, Queue, count, settles: true, holding.Real)) ?? [];
            Assert.Equal(_model.Receive(holding.Model, count), received.Select(message => (int)message.Sequence));
            _receipts.AddRange(received.Select(message => new Receipt(holding, (int)message.Sequence, message.Token!.Value)));
        }

        private async Task RenewAsync(Holding holding)
        {
            await _broker.RunAsync(turn => Sessions.Renew(turn, Queue, holding.Real));
            _model.Renew(holding.Model);
        }

        private async Task StateAsync(Holding holding, int? state)
        {
            var before = await _broker.RunAsync(turn => Sessions.State(turn, Queue, holding.Real));
            Assert.Equal(_model.State(holding.Model), before?.Length);
            await _broker.RunAsync(turn => Sessions.SetState(turn, Queue, holding.Real, state is { } length ? new byte[length] : null));
            _model.SetState(holding.Model, state);
        }

        private async Task SettleAsync(Receipt receipt, bool completes)
        {
            var (holding, number, token) = receipt;
            var held = _model.Holds(holding.Model);
            var expected = held && (completes ? _model.Complete(holding.Model, number) : _model.Abandon(holding.Model, number));
            var refusal = await Record.ExceptionAsync(() => _broker.RunAsync(turn =>
                Settling.Settle(turn, Queue, new(completes ? Settlement.Complete : Settlement.Abandon, token), holding.Real)));
            if (expected) Assert.Null(refusal);
            else AssertRefused(held ? ServiceBusFailureReason.MessageLockLost : ServiceBusFailureReason.SessionLockLost, refusal);
            _receipts.Remove(receipt);
        }

        private static void AssertRefused(ServiceBusFailureReason reason, Exception? refusal) =>
            Assert.Equal(reason, Assert.IsType<ServiceBusException>(refusal).Reason);
    }
}
