namespace Serverless.Kernel.Declarations;

/// <summary>An event and the name by which it is stored, for ever.</summary>
public sealed record EventType(string Name, Type Type)
{
    public RecordSchema Schema => RecordSchema.Of(Type);

    public static EventType Of<TEvent>(string name)
        where TEvent : class => new(name, typeof(TEvent));
}
