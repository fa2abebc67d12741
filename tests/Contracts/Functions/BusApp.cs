using System.Net;
using System.Net.Http.Json;

namespace Serverless.Contracts.Functions;

/// <summary>One running app for all tests of Service Bus functions that leave it alive.</summary>
[CollectionDefinition(nameof(BusApp))]
public sealed class BusApp : IAsyncLifetime, ICollectionFixture<BusApp>
{
    private readonly AppFolder _folder = BusFolder.Create(
        "Parcels", "LetterMessages", "LetterTexts", "LetterBytes", "LetterData", "Broken", "BrokenLeft", "Manual", "ManualLeft", "News", "UrgentNews",
        "SportsNews", "DoubledNews", "Piles", "LightPiles", "Visits", "Crowds");

    private AppProcess? _app;

    public AppProcess App => _app!;

    public async Task InitializeAsync() => _app = await AppProcess.StartAsync(_folder);

    public Task DisposeAsync()
    {
        _app?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>As the function that sends reads it.</summary>
public sealed record Outgoing(string Id, string Body, string? Session = null, string? Subject = null, int? Urgency = null);

public static class Sending
{
    /// <summary>All in one request; they are safe when it returns.</summary>
    public static async Task SendAsync(this AppProcess app, string entity, params Outgoing[] messages)
    {
        using var answer = await app.Http.PostAsJsonAsync($"api/send/{entity}", messages);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
