namespace Serverless.LocalCosmos.Sql.Functions;
internal static class StringFunctions { public static readonly Function[] All = []; }
internal static class StringParsing { public static readonly Function[] All = []; }
internal static class RegexFunctions { public static readonly Function[] All = []; }
internal static class MathFunctions { public static readonly Function[] All = []; }
internal static class IntegerFunctions { public static readonly Function[] All = []; }
internal static class TypeFunctions { public static readonly Function[] All = []; }
internal static class ClockFunctions { public static readonly Function[] All = []; }
internal static class ItemFunctions { public static readonly Function[] All = []; }
