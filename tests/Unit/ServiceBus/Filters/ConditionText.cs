using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.Unit.ServiceBus.Filters;

/// <summary>A random condition as text, and what it means in the plainest form: numbers are decimals, null is unknown.</summary>
internal sealed record ConditionText(string Text, Func<MessageView, bool?> Truth)
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];

    private static readonly Gen<object?> Value = Gen.OneOf(
        Gen.Choose(-3, 3).Select(n => (object?)n),
        Gen.Choose(-6, 6).Select(n => (object?)(n / 2.0)),
        Gen.Elements<object?>("", "a", "ab", "abc", "b%", "_", "A"),
        Gen.Elements<object?>(true, false, null));

    private static readonly Gen<string> Pattern = Gen.Elements('a', 'b', 'c', '%', '_', '!').ArrayOf().Select(characters => new string(characters[..Math.Min(5, characters.Length)]));

    public static Gen<MessageView> Message { get; } = Value.ArrayOf(3).Select(values => new MessageView
    {
        // The last name has no value: a property that is missing.
        Properties = Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
    });

    public static Gen<ConditionText> Any { get; } = Of(4);

    private static Gen<ConditionText> Of(int depth)
    {
        var left = Term.Of(2);
        var test = Gen.OneOf(
            from a in left
            from comparison in Gen.Elements(Comparisons)
            from b in left
            select new ConditionText($"{a.Text} {comparison} {b.Text}", m => Plain.Compare(a.Value(m), comparison, b.Value(m))),
            from name in Gen.Elements(Names)
            from negated in Gen.Elements(true, false)
            select new ConditionText($"{name} IS {(negated ? "NOT " : "")}NULL", m => m.Properties.GetValueOrDefault(name) is null != negated),
            from name in Gen.Elements(Names)
            select new ConditionText($"EXISTS({name})", m => m.Properties.ContainsKey(name)),
            from a in left
            from items in left.NonEmptyListOf()
            from negated in Gen.Elements(true, false)
            select new ConditionText(
                $"{a.Text} {(negated ? "NOT " : "")}IN ({string.Join(", ", items.Select(item => item.Text))})",
                m => Plain.Not(items.Select(item => Plain.Compare(a.Value(m), "=", item.Value(m))).Aggregate((bool?)false, Plain.Or), negated)),
            from a in left
            from pattern in Pattern
            from negated in Gen.Elements(true, false)
            select new ConditionText(
                $"{a.Text} {(negated ? "NOT " : "")}LIKE '{pattern}' ESCAPE '!'",
                m => Plain.Not(a.Value(m) is string text ? Plain.Like(text, pattern) : null, negated)));
        if (depth == 0)
            return test;
        var inner = Gen.Constant(depth - 1).SelectMany(Of);
        return Gen.OneOf(
            test,
            inner.Select(a => new ConditionText($"NOT ({a.Text})", m => Plain.Not(a.Truth(m), true))),
            inner.Two().Select(pair => new ConditionText($"({pair.Item1.Text}) AND ({pair.Item2.Text})", m => Plain.And(pair.Item1.Truth(m), pair.Item2.Truth(m)))),
            inner.Two().Select(pair => new ConditionText($"({pair.Item1.Text}) OR ({pair.Item2.Text})", m => Plain.Or(pair.Item1.Truth(m), pair.Item2.Truth(m)))));
    }

    private sealed record Term(string Text, Func<MessageView, object?> Value)
    {
        public static Gen<Term> Of(int depth)
        {
            var leaf = Gen.OneOf(
                Gen.Elements(Names).Select(name => new Term(name, m => Plain.Of(m.Properties.GetValueOrDefault(name)))),
                ConditionText.Value.Select(value => new Term(Plain.Literal(value), _ => Plain.Of(value))));
            if (depth == 0)
                return leaf;
            var inner = Gen.Constant(depth - 1).SelectMany(Of);
            return Gen.OneOf(
                leaf,
                inner.Select(a => new Term($"-({a.Text})", m => a.Value(m) is decimal n ? -n : null)),
                from a in inner
                from symbol in Gen.Elements('+', '-', '*')
                from b in inner
                select new Term($"({a.Text} {symbol} {b.Text})", m => Plain.Calculate(a.Value(m), symbol, b.Value(m))));
        }
    }

    private static class Plain
    {
        public static object? Of(object? value) => value is int or double ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : value;

        public static string Literal(object? value) => value switch
        {
            null => "NULL",
            string text => $"'{text}'",
            bool truth => truth ? "TRUE" : "false",
            double number => number.ToString("0.0", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

        public static object? Calculate(object? left, char symbol, object? right) => (left, symbol, right) switch
        {
            (decimal a, '+', decimal b) => a + b,
            (decimal a, '-', decimal b) => a - b,
            (decimal a, '*', decimal b) => a * b,
            (string, '+', not null) or (not null, '+', string) => Show(left) + Show(right),
            _ => null,
        };

        public static bool? Compare(object? left, string comparison, object? right)
        {
            int? order = (left, right) switch
            {
                (decimal a, decimal b) => a.CompareTo(b),
                (string a, string b) => string.CompareOrdinal(a, b),
                (bool a, bool b) when comparison is "=" or "<>" or "!=" => a == b ? 0 : 1,
                _ => null,
            };
            return order is null ? null : comparison switch
            {
                "=" => order == 0,
                "<>" or "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }

        public static bool? Not(bool? truth, bool negated) => negated && truth is { } known ? !known : truth;

        public static bool? And(bool? left, bool? right) => (left, right) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        };

        public static bool? Or(bool? left, bool? right) => (left, right) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        };

        public static bool Like(string text, string pattern) => pattern switch
        {
            "" => text.Length == 0,
            ['!', var c, .. var rest] => text.StartsWith(c) && Like(text[1..], rest),
            ['%', .. var rest] => Enumerable.Range(0, text.Length + 1).Any(skipped => Like(text[skipped..], rest)),
            ['_', .. var rest] => text.Length > 0 && Like(text[1..], rest),
            _ => text.StartsWith(pattern[0]) && Like(text[1..], pattern[1..]),
        };

        private static string Show(object value) => value is decimal number ? number.ToString("0.####", CultureInfo.InvariantCulture) : value.ToString()!;
    }
}
