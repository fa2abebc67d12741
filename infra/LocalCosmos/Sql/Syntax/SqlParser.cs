namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>
/// Reads a statement of the NoSQL query language by recursive descent, with one token of look-ahead and in linear time.
/// It accepts what the service's grammar accepts, down to BETWEEN, which wants parentheses beside AND or OR.
/// </summary>
internal sealed partial class SqlParser
{
    /// <summary>Characters in a statement.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Arguments, items, branches, subqueries and operands of prefix operators inside one another.</summary>
    public const int MaxNesting = 500;

    /// <summary>
    /// Levels of the tree that a statement becomes. A chain of n operators has n levels, and whoever walks the tree
    /// recurses as deep, so that this limit keeps every later stage off the end of its stack.
    /// </summary>
    public const int MaxHeight = 2500;

    private readonly string _text;
    private readonly Lexer _lexer;
    private Token _token;
    private Token _previous;
    private Token _earlier;
    private int _nesting;

    /// <summary>Levels of the expression that was parsed last.</summary>
    private int _height;

    private SqlParser(string text)
    {
        if (text.Length > MaxLength)
            throw new SqlException("SC3020", $"The SQL query text exceeded the maximum limit of {MaxLength} characters.", 0, text.Length);
        _text = text;
        _lexer = new Lexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="SqlException">The text is no statement.</exception>
    public static SqlQuery Parse(string text)
    {
        var parser = new SqlParser(text);
        var query = parser.ParseQuery();
        parser.Expect(TokenKind.End);
        return query;
    }

    /// <summary>The condition of a patch: a statement from FROM on, without SELECT.</summary>
    /// <exception cref="SqlException">The text is no condition.</exception>
    public static SqlQuery ParsePredicate(string tail)
    {
        var parser = new SqlParser(tail);
        parser.Require(TokenKind.From);
        var from = parser.ParseFrom();
        var where = parser.ParseWhere();
        parser.Expect(TokenKind.End);
        return new SqlQuery(new SelectClause(false, null, new SelectStar()), from, where, [], [], null)
        {
            Span = new TextSpan(0, tail.Length),
        };
    }

    private SqlQuery ParseQuery()
    {
        Enter();
        var start = _token.Start;
        Expect(TokenKind.Select);
        var distinct = Accept(TokenKind.Distinct);
        var top = Accept(TokenKind.Top) ? ParseCount(wholeNumbersOnly: false) : null;
        var spec = ParseSpec();
        var height = _height;
        var from = ParseFrom();
        height = Math.Max(height, _height);
        var where = ParseWhere();
        height = Math.Max(height, _height);
        var groupBy = ParseGroupBy();
        height = Math.Max(height, _height);
        var orderBy = ParseOrderBy();
        height = Math.Max(height, _height);
        var offsetLimit = ParseOffsetLimit();
        Leave(height);
        return new SqlQuery(new SelectClause(distinct, top, spec), from, where, groupBy, orderBy, offsetLimit)
        {
            Span = SpanFrom(start),
        };
    }

    /// <summary>What follows stands inside the expression that is being parsed.</summary>
    private void Enter()
    {
        if (++_nesting > MaxNesting) throw TooComplex();
        StackGuard.Check();
    }

    private void Leave(int heightOfParts)
    {
        _nesting--;
        Grow(heightOfParts);
    }

    /// <summary>The expression just parsed stands one level above its highest part.</summary>
    private void Grow(int heightOfParts)
    {
        _height = heightOfParts + 1;
        if (_height > MaxHeight) throw TooComplex();
    }

    private bool Accept(TokenKind kind)
    {
        if (_token.Kind != kind) return false;
        Advance();
        return true;
    }

    private Token Expect(TokenKind kind)
    {
        Require(kind);
        var token = _token;
        Advance();
        return token;
    }

    private void Require(TokenKind kind)
    {
        if (_token.Kind != kind) throw Unexpected();
    }

    private void Advance()
    {
        _earlier = _previous;
        _previous = _token;
        if (_token.Kind != TokenKind.End) _token = _lexer.Next();
    }

    private ReadOnlySpan<char> TextOf(Token token) => _text.AsSpan(token.Start, token.End - token.Start);

    private TextSpan SpanFrom(int start) => new(start, _previous.End);

    private SqlException Unexpected()
    {
        if (_token.Kind == TokenKind.End)
            return new SqlException("SC1002", "Syntax error, unexpected end-of-file.", _token.Start, _token.End);
        var message = $"Syntax error, incorrect syntax near '{TextOf(_token)}'.";
        // UNION, ALL and the like are ordinary names to the grammar, which stumbles only over what follows them.
        var clause = UnsupportedClauses.Named(TextOf(_token)) ?? UnsupportedClauses.Named(TextOf(_previous)) ?? UnsupportedClauses.Named(TextOf(_earlier));
        if (clause is not null) message += $" {clause} is not supported.";
        return new SqlException("SC1001", message, _token.Start, _token.End);
    }

    private SqlException TooComplex() => StackGuard.TooComplex(_token.Start, _token.End);
}
