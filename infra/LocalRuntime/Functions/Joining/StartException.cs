namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>The app cannot start as it is declared or set up; the message names what to change.</summary>
internal sealed class StartException(string message, Exception? inner = null) : InvalidOperationException(message, inner)
{
    public static StartException Of(string function, string problem) => new($"The function '{function}' cannot start: {problem}");

    public static StartException OfAll(IReadOnlyList<string> problems) => new(problems.Count == 1
        ? problems[0]
        : string.Join(Environment.NewLine, problems.Select(problem => "- " + problem).Prepend("The app cannot start:")));
}
