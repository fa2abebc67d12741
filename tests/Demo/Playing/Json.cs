using System.Text.Json;

namespace Serverless.Demo.Playing;

internal static class Json
{
    /// <summary>As the API spells it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
