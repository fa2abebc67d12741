namespace Serverless.LocalHost.Parts;

/// <summary>The lines of the app's console, of the form <c>info: Category[1] text</c>.</summary>
internal static class AppLog
{
    private static readonly string[] Details = ["trce:", "dbug:"];

    private const string Information = "info:";

    /// <summary>Categories whose information is about each request and each start, and not about what the app does.</summary>
    private static readonly string[] Plumbing = ["Microsoft.", "System.", "Azure.", "Serverless.LocalRuntime.", "Function."];

    /// <summary>Warnings, errors and what the app's own code says; a text without a level is from outside the log, such as a crash.</summary>
    public static bool IsWorthShowing(string line)
    {
        if (Details.Any(level => line.StartsWith(level, StringComparison.Ordinal)))
            return false;
        if (!line.StartsWith(Information, StringComparison.Ordinal))
            return line.Length > 0;
        var category = line.AsSpan(Information.Length).TrimStart();
        foreach (var name in Plumbing)
        {
            if (category.StartsWith(name, StringComparison.Ordinal))
                return false;
        }
        return true;
    }
}
