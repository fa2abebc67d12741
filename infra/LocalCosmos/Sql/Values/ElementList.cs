using System.Collections;

namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>The elements of an array; empty for any other value. A foreach over it allocates nothing.</summary>
internal readonly struct ElementList(Value array) : IEnumerable<Value>
{
    public Value.ElementEnumerator GetEnumerator() => array.GetElementEnumerator();

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
