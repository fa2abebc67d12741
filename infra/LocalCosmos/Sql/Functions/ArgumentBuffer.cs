using System.Runtime.CompilerServices;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Room on the stack for the arguments of a call.</summary>
[InlineArray(Length)]
internal struct ArgumentBuffer
{
    public const int Length = 4;

    private Value _first;
}
