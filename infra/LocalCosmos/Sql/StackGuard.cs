using System.Runtime.CompilerServices;

namespace Serverless.LocalCosmos.Sql;

/// <summary>For whatever walks a syntax tree by recursion: a statement may be refused, but it never brings the process down.</summary>
internal static class StackGuard
{
    /// <exception cref="SqlException">Little stack is left.</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooComplex(0, 0);
    }

    public static SqlException TooComplex(int start, int end) =>
        new("SC1030", "The query is too complex to be processed: its expressions are nested too deeply.", start, end);
}
