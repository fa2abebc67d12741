using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Protocol.Batch;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Protocol.Batch;

public sealed class BatchCodecTests
{
    [Fact]
    public void The_checksum_is_that_of_zlib() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    /// <summary>Seen on the wire: a result that has only its status.</summary>
    [Fact]
    public void A_bare_failed_dependency_is_fourteen_bytes()
    {
        var bytes = BatchWriter.Write([new ItemResult(424, 0, default, null, 0, null)]);
        byte[] row = [0x81, 0x71, 0x54, 0xE1, 0x7F, 0x03, 0xA8, 0x01, 0, 0, 0, 0, 0, 0];
        Assert.Equal([.. BatchBytes.Segment(), 0x81, 0xF1, 0xD8, 0xFF, 0x7F, 14, 0, 0, 0, 0x1B, 0xDA, 0x73, 0x90, .. row], bytes);
    }

    [Fact]
    public void Every_part_of_an_operation_is_read()
    {
        var request = BatchBytes.Request(
            BatchBytes.Operation(0, body: """{"id":"a"}"""),
            BatchBytes.Operation(20, key: """["k",{},1]""", body: new string('x', 300)),
            BatchBytes.Operation(5, id: "é", body: "{}", options: [.. BatchBytes.Option(9, "\"e\""), .. BatchBytes.Option(8, "Include"), 0x03, 12]),
            BatchBytes.Operation(2, id: "r", options: [.. BatchBytes.Option(10, "*"), 0x02, 12, 0x07, 11, 1, 2, 3, 4, 0x0B, 5, 1, 2, 3, 4, 0x10, 6, 1, 2, 3, 4, 5, 6, 7, 8]),
            BatchBytes.Operation(4, id: "d"),
            BatchBytes.Operation(1, id: "p", body: "{}"));
        var operations = BatchReader.Read(request);
        Assert.Equal(
            [ItemOperationKind.Create, ItemOperationKind.Upsert, ItemOperationKind.Replace, ItemOperationKind.Read, ItemOperationKind.Delete, ItemOperationKind.Patch],
            operations.Select(o => o.Kind));
        Assert.Equal("""{"id":"a"}""", Encoding.UTF8.GetString(operations[0].Body.Span));
        Assert.Null(operations[0].Key);
        Assert.Equal([Value.Of("k"), Value.Undefined, Value.Of(1)], operations[1].Key!);
        Assert.Equal(300, operations[1].Body.Length);
        Assert.Equal(("é", "\"e\"", true), (operations[2].Id!, operations[2].IfMatch!, operations[2].MinimalReturn));
        Assert.Equal(("r", "*", false), (operations[3].Id!, operations[3].IfNoneMatch!, operations[3].MinimalReturn));
    }

    [Fact]
    public void What_is_written_is_what_a_client_reads()
    {
        var large = new string('b', 20_000);
        var bytes = BatchWriter.Write(
        [
            new ItemResult(201, 0, Encoding.UTF8.GetBytes(large), "\"tag\"", 7.24, null),
            new ItemResult(204, 0, default, "\"tag\"", 1, null),
            new ItemResult(409, 0, default, null, 1, "taken"),
            new ItemResult(424, 0, default, null, 0, null),
        ]);
        var results = BatchBytes.Results(bytes);
        Assert.Equal((201, 0, "\"tag\"", large, 7.24), results[0]);
        Assert.Equal((204, 0, "\"tag\"", null, 1), results[1]);
        Assert.Equal((409, 0, null, """{"code":"Conflict","message":"taken"}""", 1), results[2]);
        Assert.Equal((424, 0, null, null, 0), results[3]);
    }

    [Fact]
    public void A_hundred_operations_are_the_limit()
    {
        var operation = BatchBytes.Operation(4, id: "d");
        Assert.Equal(100, BatchReader.Read(BatchBytes.Request([.. Enumerable.Repeat(operation, 100)])).Count);
        Assert.Equal(400, Assert.Throws<RequestException>(() => BatchReader.Read(BatchBytes.Request([.. Enumerable.Repeat(operation, 101)]))).Status);
        Assert.Equal(400, Assert.Throws<RequestException>(() => BatchReader.Read(BatchBytes.Request())).Status);
    }

    public static TheoryData<byte[]> Malformed => new()
    {
        Array.Empty<byte>(),
        new byte[] { 0x81 },
        Encoding.UTF8.GetBytes("[]"),
        BatchBytes.Segment()[..9],
        new byte[] { 0x81, 0xF0, 0xD8, 0xFF, 0x7F, 0x01, 0xFF, 0xFF, 0xFF, 0x7F },
        new byte[] { 0x81, 0xF0, 0xD8, 0xFF, 0x7F, 0x01, 0, 0, 0, 0 },
        new byte[] { 0x81, 0xF0, 0xD8, 0xFF, 0x7F, 0x01, 0xFF, 0xFF, 0xFF, 0xFF },
        BatchBytes.Request(BatchBytes.Operation(3, id: "x")),
        BatchBytes.Request(BatchBytes.Operation(0, body: "{}", key: "no key")),
        BatchBytes.Request(BatchBytes.Operation(0, body: "{}", options: [0x14, 9, 0x80, 0x80, 0x80, 0x80, 0x01])),
        BatchBytes.Request(BatchBytes.Operation(0, body: "{}", options: [0x14, 9, 5, 1])),
        BatchBytes.Request(BatchBytes.Operation(0, body: "{}", options: [0x99, 9])),
        BatchBytes.Request(BatchBytes.Operation(0, body: "{}", options: [0x07, 9, 1])),
        BatchBytes.Request(BatchBytes.Operation(0, options: [0x14, 9, 2, 0xC3, 0x28])),
        BatchBytes.Request([0x81, 0x70, 0x54, 0xE1, 0x7F, 0x02, 0, 0, 0, 0, 2, 0, 0, 0]),
        BatchBytes.Request([0x81, 0x70, 0x54, 0xE1, 0x7F, 0x03, 0, 0, 0, 0, 3, 0, 0, 0]),
        BatchBytes.Request([0x81, 0x70, 0x54, 0xE1]),
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Bytes_that_are_no_batch_are_a_bad_request(byte[] body) =>
        Assert.Equal(400, Assert.Throws<RequestException>(() => BatchReader.Read(body)).Status);

    [Fact]
    public void A_flipped_bit_shows_in_the_checksum()
    {
        var request = BatchBytes.Request(BatchBytes.Operation(0, body: """{"id":"a"}"""));
        request[^2] ^= 1;
        Assert.Contains("checksum", Assert.Throws<RequestException>(() => BatchReader.Read(request)).Message, StringComparison.Ordinal);
    }

    /// <summary>Half of the runs repair the checksum, so that the damage reaches what is behind it.</summary>
    [Fact]
    public void Any_bytes_are_operations_or_a_bad_request()
    {
        var whole = BatchBytes.Operation(5, key: """["k"]""", id: "i", body: """{"id":"i"}""", options: [.. BatchBytes.Option(9, "e"), 0x03, 12]);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var repair = random.Next(2) == 0;
            var request = repair ? (byte[])whole.Clone() : BatchBytes.Request(whole, whole);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                if (random.Next(10) == 0) request = request[..random.Next(1, request.Length + 1)];
                else request[random.Next(request.Length)] = (byte)random.Next(256);
            }

            AssertTyped(repair ? BatchBytes.Request(request) : request);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static void AssertTyped(byte[] request)
    {
        try
        {
            Assert.NotEmpty(BatchReader.Read(request));
        }
        catch (RequestException refused)
        {
            Assert.Equal(400, refused.Status);
        }
    }
}
