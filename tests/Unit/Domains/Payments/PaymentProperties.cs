using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Payments;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains.Payments;

/// <summary>Whatever is paid and given back, in whatever order, beside books that are kept in the plainest way.</summary>
public sealed class PaymentProperties
{
    private const int Accounts = 4;

    private static readonly Gen<Action<Books>> Transfers =
        from @from in Gen.Choose(0, Accounts)
        from to in Gen.Choose(0, Accounts)
        from amount in Gen.Choose(-1, 40)
        select Asked(books => books.Pay(@from, to, amount));

    private static readonly Gen<Action<Books>> Refunds =
        from which in Gen.Choose(0, 30)
        from amount in Gen.Frequency((1, Gen.Constant((int?)null)), (3, Gen.Choose(0, 30).Select(amount => (int?)amount)))
        select Asked(books => books.GiveBack(which, amount));

    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S81")]
    public void Books_agree_with_an_oracle_come_to_nothing_and_overdraw_nothing()
    {
        var (paid, refunded, refused) = (0, 0, 0);
        Prop.ForAll(Gen.Frequency((3, Transfers), (2, Refunds)).ListOf().ToArbitrary(), commands =>
        {
            var books = new Books();
            foreach (var command in commands)
            {
                command(books);
                if (!books.AreSound()) return false;
            }

            paid += books.Paid;
            refunded += books.Refunded;
            refused += books.Refused;
            return books.AreWhatTheEventsTell();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
        Assert.True(paid > 0 && refunded > 0 && refused > 0, $"{paid} payments, {refunded} refunds, {refused} refusals.");
    }

    private static Action<Books> Asked(Action<Books> command) => command;

    /// <summary>The first account is where money comes from; the last id is no account's.</summary>
    private sealed class Books
    {
        private readonly Dictionary<Guid, List<AccountEvent>> _history = Enumerable.Range(0, Accounts)
            .ToDictionary(Money.Id, number => new List<AccountEvent> { number == 0 ? Money.IncomeOpened : Money.BankOpened });

        private readonly List<(Guid Id, Transfer State)> _transfers = [];
        private readonly Dictionary<Guid, decimal> _oracle = Enumerable.Range(0, Accounts).ToDictionary(Money.Id, _ => 0m);
        private readonly Dictionary<Guid, decimal> _left = [];

        public int Paid { get; private set; }

        public int Refunded { get; private set; }

        public int Refused { get; private set; }

        public void Pay(int from, int to, int amount)
        {
            var details = Money.Tuition with { FromAccountId = Money.Id(from), ToAccountId = Money.Id(to), Amount = amount };
            var isFine = from != to && from < Accounts && to < Accounts && amount > 0 && (from == 0 || _oracle[Money.Id(from)] >= amount);
            var moved = TransferDecisions.Post(NextId, Party(details.FromAccountId), Party(details.ToAccountId), details);
            Assert.Equal(isFine, moved.IsSuccess);
            if (!moved.IsSuccess)
            {
                Refused++;
                return;
            }

            Paid++;
            _left[NextId] = amount;
            Happen(moved.Value);
            Move(details.FromAccountId, details.ToAccountId, amount);
        }

        public void GiveBack(int which, int? amount)
        {
            if (_transfers.Count == 0) return;
            var index = which % _transfers.Count;
            var (paidId, paid) = _transfers[index];
            var left = _left.GetValueOrDefault(paidId);
            var wanted = amount ?? left;
            var isFine = _left.ContainsKey(paidId) && wanted > 0 && wanted <= left && (paid.ToAccountId == Money.Id(0) || _oracle[paid.ToAccountId] >= wanted);
            var refund = TransferDecisions.Refund(
                NextId, paidId, paid, Party(paid.FromAccountId), Party(paid.ToAccountId), new() { Amount = amount, Reason = RefundReason.DropOut });
            Assert.Equal(isFine, refund.IsSuccess);
            if (!refund.IsSuccess)
            {
                Refused++;
                return;
            }

            Refunded++;
            _left[paidId] -= wanted;
            _transfers[index] = (paidId, TransferDecisions.Evolve(paid, refund.Value.Refunded));
            Happen(refund.Value.Movement);
            Move(paid.ToAccountId, paid.FromAccountId, wanted);
        }

        public bool AreSound() =>
            _oracle.Sum(account => account.Value) == 0
            && _oracle.All(account => State(account.Key) is var state && state.Balance == account.Value && (state.MayBeNegative || state.Balance >= 0))
            && _transfers.All(transfer => transfer.State.RefundedAmount == (_left.TryGetValue(transfer.Id, out var left) ? transfer.State.Amount - left : 0));

        /// <summary>Read back as they were stored: each account's transfers are numbered without a gap.</summary>
        public bool AreWhatTheEventsTell() => _history.All(history =>
            DocumentJson.AreSame(Stored.Fold(PaymentsDomain.Accounts, history.Value), State(history.Key))
            && _transfers.SelectMany(transfer => new[] { (transfer.State.FromAccountId, transfer.State.FromPosting), (transfer.State.ToAccountId, transfer.State.ToPosting) })
                .Where(posting => posting.Item1 == history.Key).Select(posting => posting.Item2).Order()
                .SequenceEqual(Enumerable.Range(1, history.Value.Count - 1).Select(number => (long)number)));

        private Guid NextId => Money.Id(1000 + _transfers.Count);

        private Account State(Guid id) => _history[id].Aggregate((Account?)null, AccountDecisions.Evolve)!;

        private Party Party(Guid id) => new(id, _history.ContainsKey(id) ? State(id) : null);

        private void Happen(Movement movement)
        {
            _transfers.Add((NextId, TransferDecisions.Evolve(state: null, movement.Transfer)));
            _history[movement.Transfer.FromAccountId].Add(movement.From);
            _history[movement.Transfer.ToAccountId].Add(movement.To);
        }

        private void Move(Guid from, Guid to, decimal amount)
        {
            _oracle[from] -= amount;
            _oracle[to] += amount;
        }
    }
}
