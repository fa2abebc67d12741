using Serverless.LocalCosmos.Sql.Functions;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

internal sealed partial class FilterAnalysis
{
    /// <summary>Functions that only a string makes true, wherever in it they look.</summary>
    private static readonly HashSet<string> OfStrings = new(
        ["CONTAINS", "CONTAINS_ALL_CI", "CONTAINS_ALL_CS", "CONTAINS_ANY_CI", "CONTAINS_ANY_CS", "ENDSWITH", "IS_DATETIME", "IS_STRING",
            "RegexMatch", "STARTSWITH", "StringEquals"],
        StringComparer.OrdinalIgnoreCase);

    private FilterRanges Call(FunctionCall call)
    {
        if (call.Arguments.Count == 0) return FilterRanges.None;
        var name = FunctionTable.Find(call.Name)?.Name ?? call.Name;
        if (name == "ARRAY_CONTAINS" && _scope.ConstantOf(call.Arguments[0]) is { Kind: ValueKind.Array } list)
            return _scope.PathOf(call.Arguments[1]) is { } member ? AnyOf(member, list.Elements()) : FilterRanges.None;
        if (_scope.PathOf(call.Arguments[0]) is not { } path) return FilterRanges.None;
        var constants = call.Arguments.Skip(1).Select(_scope.ConstantOf).ToArray();
        var isExact = constants.Length == 1 || (constants.Length == 2 && constants[1] is { Kind: ValueKind.Boolean, IsTrue: false });
        var prefix = isExact && constants[0] is { Kind: ValueKind.String } text ? text.AsString : null;
        if (name is "STARTSWITH" or "StringEquals" && constants is [{ Kind: ValueKind.String } anyCase, { IsTrue: true }])
            return FilterRanges.Of(path, [.. CaseVariants.PrefixesOf(anyCase.AsString).Select(KeyRange.StartingWith)]);
        return name switch
        {
            "STARTSWITH" when prefix is not null => FilterRanges.Of(path, KeyRange.StartingWith(prefix)),
            "StringEquals" when prefix is not null => FilterRanges.Equal(path, Value.Of(prefix)),
            "ARRAY_CONTAINS" => Includes(IndexPath.AppendElements(path), constants[0]),
            "ARRAY_CONTAINS_ALL" => constants.Select(item => Includes(IndexPath.AppendElements(path), item)).Aggregate((left, right) => left.And(right)),
            "ARRAY_CONTAINS_ANY" => FilterRanges.Or([.. constants.Select(item => Includes(IndexPath.AppendElements(path), item))]),
            "IS_DEFINED" => FilterRanges.Of(path, KeyRange.All),
            "IS_PRIMITIVE" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Null) with { Max = [(byte)KeyKind.Array] }),
            "IS_NULL" => FilterRanges.Equal(path, Value.Null),
            "IS_BOOL" or "IS_BOOLEAN" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Boolean)),
            "IS_NUMBER" or "IS_INTEGER" or "IS_FINITE_NUMBER" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Number)),
            "IS_ARRAY" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Array)),
            "IS_OBJECT" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Object)),
            _ => OfStrings.Contains(name) ? FilterRanges.Of(path, KeyRange.OfKind(KeyKind.String)) : FilterRanges.None,
        };
    }

    /// <summary>The functions on strings that answer false only for a string. Those of kinds do so for what is missing too.</summary>
    private FilterRanges Denied(FunctionCall call)
    {
        var name = FunctionTable.Find(call.Name)?.Name ?? call.Name;
        return OfStrings.Contains(name) && !name.StartsWith("IS_", StringComparison.Ordinal) && _scope.PathOf(call.Arguments[0]) is { } path
            ? FilterRanges.Of(path, KeyRange.OfKind(KeyKind.String))
            : FilterRanges.None;
    }

    /// <summary>An array has an element equal to the item or, if that is an object, with all that it has.</summary>
    private static FilterRanges Includes(string elements, Value? item)
    {
        if (item is not { } value) return FilterRanges.Of(elements, KeyRange.All);
        if (value.Kind != ValueKind.Object) return FilterRanges.Equal(elements, value);
        return value.Properties()
            .Where(property => property.Value.IsPrimitive && property.Key != IndexPath.Elements)
            .Select(property => FilterRanges.Equal(IndexPath.Append(elements, property.Key), property.Value))
            .Aggregate(FilterRanges.Of(elements, KeyRange.OfKind(KeyKind.Object)), (left, right) => left.And(right));
    }
}
