using System.Runtime.Serialization;

namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>The types that an application property may have. The numbers are stored: they may only grow.</summary>
internal static class PropertyCodec
{
    private static readonly Dictionary<Type, (byte Tag, Action<BinaryWriter, object> Write)> Writers = [];
    private static readonly Dictionary<byte, Func<BinaryReader, object>> Readers = [];

    static PropertyCodec()
    {
        Add(1, (writer, value) => writer.Write(value), reader => reader.ReadString());
        Add(2, (writer, value) => writer.Write(value), reader => reader.ReadBoolean());
        Add(3, (writer, value) => writer.Write(value), reader => reader.ReadByte());
        Add(4, (writer, value) => writer.Write(value), reader => reader.ReadSByte());
        Add(5, (writer, value) => writer.Write(value), reader => reader.ReadInt16());
        Add(6, (writer, value) => writer.Write(value), reader => reader.ReadUInt16());
        Add(7, (writer, value) => writer.Write(value), reader => reader.ReadInt32());
        Add(8, (writer, value) => writer.Write(value), reader => reader.ReadUInt32());
        Add(9, (writer, value) => writer.Write(value), reader => reader.ReadInt64());
        Add(10, (writer, value) => writer.Write(value), reader => reader.ReadUInt64());
        Add(11, (writer, value) => writer.Write(value), reader => reader.ReadSingle());
        Add(12, (writer, value) => writer.Write(value), reader => reader.ReadDouble());
        Add(13, (writer, value) => writer.Write(value), reader => reader.ReadDecimal());
        // A lone surrogate is a char too, so it travels as its number.
        Add(14, (writer, value) => writer.Write((ushort)value), reader => (char)reader.ReadUInt16());
        Add(15, (writer, value) => writer.Write(value.ToByteArray()), reader => new Guid(reader.ReadBytes(16)));
        Add(16, (writer, value) => writer.Write(Timestamps.Truncate(value.ToUniversalTime()).Ticks), reader => new DateTime(reader.ReadInt64(), DateTimeKind.Utc));
        Add(17, (writer, value) => writer.Write(value.UtcTicks), reader => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
        Add(18, (writer, value) => writer.Write(value.Ticks), reader => new TimeSpan(reader.ReadInt64()));
        Add(19, (writer, value) => writer.Write(value.OriginalString), reader => new Uri(reader.ReadString(), UriKind.RelativeOrAbsolute));
    }

    /// <exception cref="SerializationException">No property may have the type of the value.</exception>
    public static void Write(BinaryWriter writer, object? value)
    {
        if (value is null)
        {
            writer.Write((byte)0);
            return;
        }

        if (!Writers.TryGetValue(value is Uri ? typeof(Uri) : value.GetType(), out var known))
            throw new SerializationException($"Serialization operation failed due to unsupported type {value.GetType().FullName}.");
        writer.Write(known.Tag);
        known.Write(writer, value);
    }

    public static object? Read(BinaryReader reader) => reader.ReadByte() is var tag && tag == 0 ? null : Readers[tag](reader);

    private static void Add<T>(byte tag, Action<BinaryWriter, T> write, Func<BinaryReader, T> read)
        where T : notnull
    {
        Writers.Add(typeof(T), (tag, (writer, value) => write(writer, (T)value)));
        Readers.Add(tag, reader => read(reader));
    }
}
