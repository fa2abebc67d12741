namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>The message ids that an entity has seen within its window.</summary>
internal static class Duplicates
{
    /// <summary>Remembers the id when it is new.</summary>
    public static bool Has(Turn turn, Entity entity, string? id)
    {
        if (entity.DuplicateWindow is not { } window || string.IsNullOrEmpty(id)) return false;
        turn.Database.Run("DELETE FROM duplicates WHERE until <= $0", turn.Now.UtcTicks);
        return turn.Database.Run(
            "INSERT INTO duplicates VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", entity.Id, id, (turn.Now + window).UtcTicks) == 0;
    }
}
