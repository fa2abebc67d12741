using System.Text;

namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value
{
    /// <summary>Elements of an array, properties of an object, 0 for anything else.</summary>
    public int Length
    {
        get
        {
            if (_kind < ValueKind.Array) return 0;
            if (!_isView) return _kind == ValueKind.Array ? Items.Count : Members.Count;
            var count = 0;
            if (_kind == ValueKind.Array)
            {
                foreach (var _ in Elements()) count++;
            }
            else
            {
                for (var members = new MemberScan(Text, _start); members.MoveNext();) count++;
            }

            return count;
        }
    }

    /// <summary>Undefined when the index is out of range or this is no array.</summary>
    public Value this[int index]
    {
        get
        {
            if (_kind != ValueKind.Array || index < 0) return Undefined;
            if (!_isView) return index < Items.Count ? Items[index] : Undefined;
            foreach (var item in Elements())
            {
                if (index-- == 0) return item;
            }

            return Undefined;
        }
    }

    /// <summary>Undefined when the property is absent or this is no object.</summary>
    public Value this[string name] => _isView ? Property(Encoding.UTF8.GetBytes(name)) : BuiltProperty(name);

    /// <summary>As by name; for a caller that looks the same name up many times.</summary>
    public Value Property(ReadOnlySpan<byte> utf8Name)
    {
        if (_kind != ValueKind.Object) return Undefined;
        if (!_isView) return BuiltProperty(Encoding.UTF8.GetString(utf8Name));
        var found = JsonText.FindProperty(Text, _start, utf8Name);
        return found < 0 ? Undefined : View(Text, found);
    }

    public ElementList Elements() => new(this);

    public IEnumerable<KeyValuePair<string, Value>> Properties()
    {
        if (_kind != ValueKind.Object) yield break;
        if (!_isView)
        {
            foreach (var member in Members) yield return member;
            yield break;
        }

        var members = new MemberScan(Text, _start);
        while (members.MoveNext()) yield return new(members.Name, members.Value);
    }

    /// <summary>The same value, without hold on the document that it was taken from.</summary>
    public Value Detach()
    {
        if (_isView)
        {
            var end = JsonText.End(Text, _start);
            return end - _start == Text.Length ? this : View(Text[_start..end]);
        }

        return _kind switch
        {
            ValueKind.Array => Of(Items.Select(i => i.Detach()).ToArray()),
            ValueKind.Object => Of(Members.Select(m => KeyValuePair.Create(m.Key, m.Value.Detach())).ToArray()),
            _ => this,
        };
    }

    private Value BuiltProperty(string name)
    {
        if (_kind != ValueKind.Object) return Undefined;
        foreach (var (key, value) in Members)
        {
            if (key == name) return value;
        }

        return Undefined;
    }

    /// <summary>Walks the members of an object in JSON text.</summary>
    private struct MemberScan(byte[] text, int start)
    {
        private int _name = JsonText.SkipSpace(text, start + 1);
        private int _value = -1;

        public readonly string Name => JsonText.String(text, _name);

        public readonly Value Value => View(text, _value);

        public bool MoveNext()
        {
            if (_value >= 0) _name = JsonText.Next(text, _value);
            if (text[_name] != '"') return false;
            var end = JsonText.EndOfString(text, _name, out _);
            _value = JsonText.SkipSpace(text, JsonText.SkipSpace(text, end) + 1);
            return true;
        }
    }
}
