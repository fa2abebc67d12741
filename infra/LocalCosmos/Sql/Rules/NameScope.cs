using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Rules;

/// <summary>The aliases that are visible, from the outermost query inwards. An inner one may not hide an outer one.</summary>
internal sealed class NameScope
{
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public bool Contains(string name) => _names.Contains(name);

    public void Resolve(string name, TextSpan span)
    {
        if (!Contains(name)) throw new SqlException("SC2001", $"Identifier '{name}' could not be resolved.", span.Start, span.End);
    }

    public void Declare(string name, TextSpan span)
    {
        if (Contains(name))
            throw new SqlException("SC2021", $"The input set name or alias '{name}' is specified more than once in the FROM clause.", span.Start, span.End);
        _names.Add(name);
    }

    public void ForgetAfter(int count) => _names.RemoveRange(count, _names.Count - count);
}
