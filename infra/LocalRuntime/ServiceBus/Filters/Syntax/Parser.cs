using Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

/// <summary>Reads conditions and actions. Loosest first: OR, AND, NOT, comparisons, sums, products, signs.</summary>
internal sealed partial class Parser
{
    /// <summary>As the service limits it.</summary>
    public const int MaxLength = 1024;

    /// <summary>As the service limits it.</summary>
    private const int MaxStatements = 32;

    /// <summary>Far beyond what anybody writes, and little enough for any stack.</summary>
    private const int MaxDepth = 100;

    private static readonly Dictionary<string, ComparisonOperator> Comparisons = new(StringComparer.Ordinal)
    {
        ["="] = ComparisonOperator.Equal,
        ["<>"] = ComparisonOperator.NotEqual,
        ["!="] = ComparisonOperator.NotEqual,
        ["<"] = ComparisonOperator.Less,
        ["<="] = ComparisonOperator.LessOrEqual,
        [">"] = ComparisonOperator.Greater,
        [">="] = ComparisonOperator.GreaterOrEqual,
    };

    private readonly Lexer _lexer;
    private readonly Dictionary<string, object?> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private Token _token;
    private int _depth;

    public Parser(string text, IReadOnlyDictionary<string, object?>? parameters)
    {
        if (text.Length > MaxLength)
            throw new FilterSyntaxException($"The text has {text.Length} characters, and may have {MaxLength}.", MaxLength);
        foreach (var (name, value) in parameters ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            _parameters["@" + name.TrimStart('@')] = value;
        _lexer = new(text);
        _token = _lexer.Next();
    }

    public Predicate Condition()
    {
        var start = _token;
        var condition = AsPredicate(Or(), start);
        return _token.Kind == TokenKind.End ? condition : throw Unexpected("the end");
    }

    public IReadOnlyList<Statement> Statements()
    {
        var statements = new List<Statement>();
        do
        {
            if (statements.Count == MaxStatements)
                throw new FilterSyntaxException($"There are more than {MaxStatements} statements.", _token.Start);
            statements.Add(Statement());
            if (!Take(";"))
                Take(",");
        }
        while (_token.Kind != TokenKind.End);
        return statements;
    }

    private Statement Statement()
    {
        if (Take("REMOVE"))
            return new RemoveStatement(Target());
        if (!Take("SET"))
            throw Unexpected("SET or REMOVE");
        var target = Target();
        Expect("=");
        return new SetStatement(target, Scalar(Sum));
    }

    private PropertyReference Target()
    {
        var start = _token.Start;
        var target = Property();
        return target.IsReadOnly ? throw new FilterSyntaxException($"The system property {target} cannot be changed.", start) : target;
    }

    private Node Or()
    {
        var start = _token;
        var left = And();
        while (_token.Is("OR"))
        {
            var first = AsPredicate(left, start);
            start = Advance();
            left = new OrPredicate(first, AsPredicate(And(), start));
        }
        return left;
    }

    private Node And()
    {
        var start = _token;
        var left = Not();
        while (_token.Is("AND"))
        {
            var first = AsPredicate(left, start);
            start = Advance();
            left = new AndPredicate(first, AsPredicate(Not(), start));
        }
        return left;
    }

    private Node Not()
    {
        if (!Take("NOT"))
            return Compared();
        var start = _token;
        return new NotPredicate(AsPredicate(Deeper(Not), start));
    }

    private Node Compared()
    {
        var start = _token;
        if (Take("EXISTS"))
        {
            Expect("(");
            var property = Property();
            Expect(")");
            return new ExistsPredicate(property);
        }

        var left = Sum();
        if (_token.Kind == TokenKind.Symbol && Comparisons.TryGetValue(_token.Value, out var comparison))
        {
            var first = AsScalar(left, start);
            Advance();
            return new ComparisonPredicate(first, comparison, Scalar(Sum));
        }
        if (_token.Is("IS"))
            return IsNull(left);
        var negated = Take("NOT");
        if (Take("IN"))
            return Negated(negated, In(AsScalar(left, start)));
        if (Take("LIKE"))
            return Negated(negated, Like(AsScalar(left, start)));
        return negated ? throw Unexpected("IN or LIKE") : left;
    }

    private static Predicate Negated(bool negated, Predicate predicate) => negated ? new NotPredicate(predicate) : predicate;

    private Predicate IsNull(Node left)
    {
        if (left is not (PropertyReference or PropertyFunction))
            throw Unexpected("the end, as only a property can be NULL");
        Advance();
        var negated = Take("NOT");
        Expect("NULL");
        return Negated(negated, new IsNullPredicate((Expression)left));
    }

    private InPredicate In(Expression left)
    {
        Expect("(");
        var items = new List<Expression> { Scalar(Sum) };
        while (Take(","))
            items.Add(Scalar(Sum));
        Expect(")");
        return new(left, items);
    }

    private LikePredicate Like(Expression left)
    {
        var pattern = Scalar(Sum);
        if (!Take("ESCAPE"))
            return new(left, pattern, null);
        var start = _token.Start;
        var escape = Scalar(Sum);
        return escape is Constant constant && constant.Value is not string { Length: 1 }
            ? throw new FilterSyntaxException("What follows ESCAPE must be one character in single quotes.", start)
            : new(left, pattern, escape);
    }
}
