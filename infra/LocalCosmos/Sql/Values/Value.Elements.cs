using System.Collections;

namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value
{
    public ElementEnumerator GetElementEnumerator() => new(this);

    internal struct ElementEnumerator : IEnumerator<Value>
    {
        private readonly byte[]? _text;
        private readonly IReadOnlyList<Value>? _items;
        private int _next;

        public ElementEnumerator(in Value array)
        {
            if (array._kind != ValueKind.Array) return;
            if (!array._isView)
            {
                _items = array.Items;
                return;
            }

            _text = array.Text;
            _next = JsonText.SkipSpace(_text, array._start + 1);
        }

        public Value Current { get; private set; }

        public bool MoveNext()
        {
            if (_text is not null)
            {
                if (_text[_next] == ']') return false;
                Current = View(_text, _next);
                _next = JsonText.Next(_text, _next);
                return true;
            }

            if (_items is null || _next >= _items.Count) return false;
            Current = _items[_next++];
            return true;
        }

        readonly object IEnumerator.Current => Current;

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}
