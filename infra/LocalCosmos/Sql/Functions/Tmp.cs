namespace Serverless.LocalCosmos.Sql.Functions;
internal static class StringFunctions { public static readonly Function[] All = []; }
internal static class StringParsing { public static readonly Function[] All = []; }
internal static class RegexFunctions { public static readonly Function[] All = []; }
internal static class MathFunctions { public static readonly Function[] All = []; }
internal static class IntegerFunctions { public static readonly Function[] All = []; }
internal static class ArrayFunctions { public static readonly Function[] All = []; }
internal static class SetFunctions { public static readonly Function[] All = []; }
internal static class TypeFunctions { public static readonly Function[] All = []; }
internal static class DateFunctions { public static readonly Function[] All = []; }
internal static class ClockFunctions { public static readonly Function[] All = []; }
internal static class ItemFunctions { public static readonly Function[] All = []; }
internal static class VectorFunctions { public static bool MostSimilarIsGreatest(Serverless.LocalCosmos.Sql.Values.Value v) => true;  public static readonly Function[] All = []; }
internal static class SpatialFunctions { public static readonly Function[] All = []; }
