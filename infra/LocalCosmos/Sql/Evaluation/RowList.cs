using System.Collections;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>The rows that a document gives. A foreach over it allocates only for rows that WHERE keeps.</summary>
internal readonly struct RowList(Block block, int slotCount, Value document) : IEnumerable<Row>
{
    public Enumerator GetEnumerator() => new(block, slotCount, document);

    IEnumerator<Row> IEnumerable<Row>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal struct Enumerator : IEnumerator<Row>
    {
        private readonly Block _block;
        private readonly RowCursor _cursor;
        private readonly Value[] _slots;

        public Enumerator(Block block, int slotCount, Value document)
        {
            _block = block;
            _cursor = block.Rent();
            _slots = _cursor.Slots(slotCount);
            _slots[CompilationContext.DocumentSlot] = document;
            _cursor.Open(_slots);
        }

        public Row Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (!_cursor.MoveNext()) return false;

            // The cursor goes on in its own slots, the row is the caller's to keep.
            Current = new Row([.. _slots]);
            return true;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose() => _block.Return(_cursor);
    }
}
