using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

namespace Serverless.Unit.ServiceBus.Filters;

public sealed class FilterOracleTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void A_filter_matches_where_its_condition_is_true() => Prop.ForAll(
        ConditionText.Any.Where(condition => condition.Text.Length <= Parser.MaxLength - 10).ToArbitrary(),
        ConditionText.Message.ToArbitrary(),
        (condition, message) =>
        {
            var truth = condition.Truth(message);
            var matches = SqlFilter.Parse(condition.Text).Matches(message);
            var opposite = SqlFilter.Parse($"NOT ({condition.Text})").Matches(message);
            return (matches == (truth == true) && opposite == (truth == false))
                .Label($"{condition.Text} is {truth?.ToString() ?? "unknown"} for {string.Join(", ", message.Properties)}");
        }).Check(Config);
}
