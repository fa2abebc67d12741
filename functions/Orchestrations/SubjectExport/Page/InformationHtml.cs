using Serverless.Functions.Orchestrations.SubjectExport.Collecting;

namespace Serverless.Functions.Orchestrations.SubjectExport.Page;

/// <summary>Why, how long, and which rights: as a part of the page.</summary>
internal static class InformationHtml
{
    public static string Of(InformationFile information) =>
        $"""
        <h2>Why it is kept, for how long, and your rights</h2>
        <article><dl>
        {Row("Who answers for it", Html.Text(information.Controller))}
        {Row("Whom to ask", Html.Text(information.Contact))}
        {(information.Region is { } region ? Row("Where it is kept", Html.Text(region)) : "")}
        {Row("Who is given it", Html.List(information.Recipients))}
        {Row("Where it comes from", Html.Text(information.Source))}
        {Row("Decisions made without people", Html.Text(information.AutomatedDecisions))}
        {Row("Your rights", Html.List(information.Rights))}
        </dl></article>
        <div class="scroll"><table>
        <thead><tr><th>What</th><th>What for, and by what right</th><th>How long</th><th>If you are erased</th></tr></thead>
        <tbody>{string.Concat(information.Records.Select(Row))}</tbody>
        </table></div>
        """;

    private static string Row(RecordInformation record) =>
        $"<tr><td>{Html.Text(record.Title)}</td><td>{Html.List(record.Purposes.Select(purpose => $"{Wording.Phrase(purpose.Purpose)}: {purpose.Basis}"))}</td>"
        + $"<td>{Html.Text(record.KeptFor)}</td><td>{Html.Text(record.OnErasure)}{(record.Basis is null ? "" : $"<br><small>{Html.Text(record.Basis)}</small>")}</td></tr>\n";

    private static string Row(string title, string html) => $"<div><dt>{title}</dt><dd>{html}</dd></div>";
}
