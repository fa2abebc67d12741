namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>A <see cref="MessageView"/> as bytes, every property with its type.</summary>
internal static class ViewCodec
{
    public static byte[] Encode(MessageView view)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(view.MessageId);
        Write(view.SessionId);
        Write(view.CorrelationId);
        Write(view.Subject);
        Write(view.To);
        Write(view.ReplyTo);
        Write(view.ReplyToSessionId);
        Write(view.ContentType);
        Write(view.PartitionKey);
        Write(view.TransactionPartitionKey);
        writer.Write(view.TimeToLive?.Ticks ?? -1);
        writer.Write(view.ScheduledEnqueueTime?.UtcTicks ?? -1);
        writer.Write7BitEncodedInt(view.Properties.Count);
        foreach (var (key, value) in view.Properties)
        {
            writer.Write(key);
            PropertyCodec.Write(writer, value);
        }

        writer.Flush();
        return bytes.ToArray();

        void Write(string? text)
        {
            writer.Write(text is not null);
            if (text is not null) writer.Write(text);
        }
    }

    public static MessageView Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false));
        return new()
        {
            MessageId = Text(),
            SessionId = Text(),
            CorrelationId = Text(),
            Subject = Text(),
            To = Text(),
            ReplyTo = Text(),
            ReplyToSessionId = Text(),
            ContentType = Text(),
            PartitionKey = Text(),
            TransactionPartitionKey = Text(),
            TimeToLive = Ticks() is { } length ? new(length) : null,
            ScheduledEnqueueTime = Ticks() is { } at ? new(at, TimeSpan.Zero) : null,
            Properties = Properties(),
        };

        string? Text() => reader.ReadBoolean() ? reader.ReadString() : null;

        long? Ticks() => reader.ReadInt64() is var ticks && ticks >= 0 ? ticks : null;

        IReadOnlyDictionary<string, object?> Properties()
        {
            var count = reader.Read7BitEncodedInt();
            if (count == 0) return MessageView.NoProperties;
            var properties = new Dictionary<string, object?>(count, StringComparer.Ordinal);
            for (var i = 0; i < count; i++) properties.Add(reader.ReadString(), PropertyCodec.Read(reader));
            return properties;
        }
    }
}
