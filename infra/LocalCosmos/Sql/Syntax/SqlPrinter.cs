using System.Text;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>Writes a statement in one canonical form, on one line, with parentheses between levels of precedence: parsing it gives the same statement back.</summary>
internal sealed partial class SqlPrinter
{
    private readonly StringBuilder _text = new();

    private SqlPrinter()
    {
    }

    public static string Print(SqlQuery query)
    {
        var printer = new SqlPrinter();
        printer.Write(query);
        return printer._text.ToString();
    }

    public static string Print(SqlExpression expression)
    {
        var printer = new SqlPrinter();
        printer.Write(expression);
        return printer._text.ToString();
    }

    private void Write(SqlQuery query)
    {
        _text.Append("SELECT ");
        if (query.Select.Distinct) _text.Append("DISTINCT ");
        if (query.Select.Top is { } top) WriteAfter("TOP ", top).Append(' ');
        Write(query.Select.Spec);
        if (query.From is { } from) Write(from);
        if (query.Where is { } where) WriteAfter(" WHERE ", where);
        WriteList(" GROUP BY ", query.GroupBy, Write);
        WriteList(" ORDER BY ", query.OrderBy, Write);
        if (query.OffsetLimit is not { } page) return;
        WriteAfter(" OFFSET ", page.Offset);
        WriteAfter(" LIMIT ", page.Limit);
    }

    private void Write(SelectSpec spec)
    {
        switch (spec)
        {
            case SelectStar:
                _text.Append('*');
                break;
            case SelectValue value:
                WriteAfter("VALUE ", value.Expression);
                break;
            case SelectList list:
                WriteList("", list.Items, Write);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(spec));
        }
    }

    private void Write(SelectItem item)
    {
        Write(item.Expression);
        if (item.Alias is not { } alias) return;
        _text.Append(" AS ");
        if (Keywords.IsName(alias)) _text.Append(alias);
        else WriteString(alias);
    }

    private void Write(FromClause from)
    {
        _text.Append(" FROM ");
        for (var i = 0; i < from.Sources.Count; i++)
        {
            if (i > 0) _text.Append(" JOIN ");
            Write(from.Sources[i]);
        }
    }

    private void Write(FromSource source)
    {
        if (source.Iterates) _text.Append(source.Alias).Append(" IN ");
        switch (source.Collection)
        {
            case PathCollection path:
                _text.Append(path.Root);
                foreach (var step in path.Steps) WriteStep(step);
                break;
            case SubqueryCollection subquery:
                WriteSubquery("", subquery.Query);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(source));
        }

        if (!source.Iterates && source.Alias is { } alias) _text.Append(" AS ").Append(alias);
    }

    private void Write(OrderByItem item)
    {
        Write(item.Expression);
        if (item.Descending) _text.Append(" DESC");
    }

    private void WriteSubquery(string keyword, SqlQuery query)
    {
        _text.Append(keyword).Append('(');
        Write(query);
        _text.Append(')');
    }

    private StringBuilder WriteAfter(string keyword, SqlExpression expression)
    {
        _text.Append(keyword);
        Write(expression);
        return _text;
    }

    private void WriteList<T>(string keyword, IReadOnlyList<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? keyword : ", ");
            write(items[i]);
        }
    }
}
