using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>
/// Applies patch operations to a document, in order. The text is spliced, not rewritten: what an operation does not name
/// stays as the client sent it.
/// </summary>
/// <param name="document">A JSON object in UTF-8.</param>
/// <param name="isProtected">Whether a path may not be changed: id, partition key, system properties.</param>
internal sealed class Patch(ReadOnlyMemory<byte> document, Func<string[], bool> isProtected)
{
    private ReadOnlyMemory<byte> _text = document;

    /// <returns>The document after all steps, or null and why one was refused.</returns>
    public ReadOnlyMemory<byte>? Apply(PatchDocument patch, out string? refusal)
    {
        foreach (var step in patch.Steps)
        {
            refusal = isProtected(step.Path) || (step.Kind == PatchKind.Move && isProtected(step.From))
                ? $"Patch may not change '{Show(step.Path)}': it is the id, a partition key or a system property."
                : Apply(step);
            if (refusal is not null) return null;
        }

        refusal = null;
        return _text;
    }

    private string? Apply(PatchStep step) => step.Kind switch
    {
        PatchKind.Remove => Take(step.Path, out _),
        PatchKind.Move => Move(step),
        PatchKind.Increment => Increment(step),
        _ => Put(step.Path, step.Value.Span, step.Kind),
    };

    private string? Move(PatchStep step)
    {
        if (step.Path.Length > step.From.Length && step.Path.AsSpan(0, step.From.Length).SequenceEqual(step.From))
            return $"'{Show(step.From)}' cannot be moved below itself, to '{Show(step.Path)}'.";
        return Take(step.From, out var value) ?? Put(step.Path, value.Span, PatchKind.Add);
    }

    private string? Increment(PatchStep step)
    {
        if (!IsNumber(step.Value.Span)) return $"The value of an increment at '{Show(step.Path)}' must be a number.";
        if (DocumentPlace.Find(_text.Span, step.Path) is not { } place) return NoParent(step.Path);
        if (!place.Exists) return Put(step.Path, step.Value.Span, PatchKind.Set);
        var current = _text.Span[place.Value..place.End];
        if (!IsNumber(current)) return $"'{Show(step.Path)}' holds no number to increment.";
        if (Sum(current, step.Value.Span) is not { } sum) return $"The sum at '{Show(step.Path)}' is too large for a number.";
        Splice(place.Value, place.End, Encoding.UTF8.GetBytes(sum));
        return null;
    }

    private string? Put(string[] path, ReadOnlySpan<byte> value, PatchKind kind)
    {
        if (DocumentPlace.Find(_text.Span, path) is not { } place) return NoParent(path);
        if (place.IsArray) return PutElement(place, path, value, kind);
        if (place.Exists) Splice(place.Value, place.End, value);
        else if (kind == PatchKind.Replace) return Missing(path);
        else Insert(place, [.. "\""u8, .. JsonEncodedText.Encode(path[^1], JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\":"u8, .. value]);
        return null;
    }

    private string? PutElement(in DocumentPlace place, string[] path, ReadOnlySpan<byte> value, PatchKind kind)
    {
        var isEnd = path[^1] == "-" && kind != PatchKind.Replace;
        var index = isEnd ? place.Index : DocumentPlace.IndexOf(path[^1]);
        if (index is null) return $"'{path[^1]}' in '{Show(path)}' is no array index.";
        if (place.Exists && kind != PatchKind.Add) Splice(place.Value, place.End, value);
        else if (place.Exists) Splice(place.Start, place.Start, [.. value, .. ","u8]);
        else if (isEnd || (kind == PatchKind.Add && index == place.Index)) Insert(place, value);
        else return $"The index of '{Show(path)}' lies outside the array of {place.Index.ToString(CultureInfo.InvariantCulture)}.";
        return null;
    }

    private string? Take(string[] path, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (DocumentPlace.Find(_text.Span, path) is not { } place) return NoParent(path);
        if (!place.Exists) return Missing(path);
        value = _text[place.Value..place.End];
        // The comma goes too: the one before it, or that after the first.
        if (place.PreviousEnd >= 0) Splice(place.PreviousEnd, place.End, []);
        else Splice(place.Start, place.Next >= 0 ? place.Next : place.End, []);
        return null;
    }

    private void Insert(in DocumentPlace place, ReadOnlySpan<byte> added) =>
        Splice(place.End, place.End, place.PreviousEnd >= 0 ? [.. ","u8, .. added] : added);

    private void Splice(int from, int to, ReadOnlySpan<byte> added)
    {
        var text = _text.Span;
        var next = GC.AllocateUninitializedArray<byte>(from + added.Length + text.Length - to);
        text[..from].CopyTo(next);
        added.CopyTo(next.AsSpan(from));
        text[to..].CopyTo(next.AsSpan(from + added.Length));
        _text = next;
    }

    /// <summary>Whole numbers stay whole: a client that reads an integer property could not read 2.0.</summary>
    private static string? Sum(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (Whole(left) is { } a && Whole(right) is { } b)
        {
            var sum = unchecked(a + b);
            var overflowed = ((a ^ sum) & (b ^ sum)) < 0;
            if (!overflowed) return sum.ToString(CultureInfo.InvariantCulture);
        }

        var real = Real(left) + Real(right);
        return double.IsFinite(real) ? real.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    private static long? Whole(ReadOnlySpan<byte> number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private static double Real(ReadOnlySpan<byte> number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsNumber(ReadOnlySpan<byte> value) => value[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    private static string Missing(string[] path) => $"'{Show(path)}' does not exist.";

    private static string NoParent(string[] path) => $"The parent of '{Show(path)}' does not exist.";

    private static string Show(string[] path) => "/" + string.Join('/', path);
}
