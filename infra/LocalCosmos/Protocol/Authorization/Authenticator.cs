using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Authorization;

/// <summary>
/// Verifies that a request was signed with the account's key. Master-key signatures only: resource tokens and Entra ID
/// need an issuer that an embedded server does not have.
/// </summary>
/// <param name="clock">
/// The clock that clients sign by, which is the machine's even where a test moves the time that documents see.
/// </param>
internal sealed class Authenticator(AccountKey key, TimeProvider clock)
{
    private const int StackLimit = 1024;
    private const int EncodedSignatureLength = 44;
    private const string Bearer = "Bearer ";

    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(15);

    /// <exception cref="RequestException">401 for a bad signature, 403 for an old or future date.</exception>
    public void Verify(GatewayRequest request, ResourceTarget target)
    {
        var header = request.Header(WireHeaders.Authorization)
            ?? throw RequestErrors.Unauthorized("Required Header authorization is missing. Ensure a valid Authorization token is passed.");
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ReadSignature(header, signature);
        var own = request.Header(WireHeaders.Date);
        var date = own ?? request.Header(WireHeaders.HttpDate)
            ?? throw RequestErrors.Unauthorized("Either the x-ms-date or the Date header must be given.");
        CheckDate(date);
        if (!Signs(request.Method, target, date, own is not null, signature))
        {
            throw RequestErrors.Unauthorized(
                "The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol.");
        }
    }

    /// <summary>The admin routes take the key itself: a header that no web page can send without asking first.</summary>
    /// <exception cref="RequestException">401.</exception>
    public void VerifyAdmin(GatewayRequest request)
    {
        if (request.Header(WireHeaders.Authorization) is not { } header
            || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            || !key.Is(header[Bearer.Length..].Trim()))
        {
            throw RequestErrors.Unauthorized("The admin routes require the header 'Authorization: Bearer <account key>'.");
        }
    }

    private static void ReadSignature(string header, Span<byte> signature)
    {
        Span<byte> token = header.Length <= StackLimit ? stackalloc byte[StackLimit] : throw Malformed();
        token = token[..Unescape(header, token)];
        if (Field(token, "type="u8) is var type && !type.SequenceEqual("master"u8))
        {
            throw RequestErrors.Unauthorized(
                $"Authorization of type '{Encoding.UTF8.GetString(type)}' is not supported by LocalCosmos: sign with the account key (type=master).");
        }

        if (!Field(token, "ver="u8).SequenceEqual("1.0"u8)) throw Malformed();
        var text = Field(token, "sig="u8);
        if (text.Length != EncodedSignatureLength
            || Base64.DecodeFromUtf8(text, signature, out _, out var written) != OperationStatus.Done
            || written != signature.Length)
        {
            throw Malformed();
        }
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> token, ReadOnlySpan<byte> name)
    {
        while (!token.IsEmpty)
        {
            var end = token.IndexOf((byte)'&') is var at and >= 0 ? at : token.Length;
            if (token[..end].StartsWith(name)) return token[name.Length..end];
            token = token[Math.Min(end + 1, token.Length)..];
        }

        return [];
    }

    private static int Unescape(string text, Span<byte> destination)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) throw Malformed();
            var value = text[i];
            if (value == '%')
            {
                if (i + 2 >= text.Length
                    || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
                {
                    throw Malformed();
                }

                value = (char)escaped;
                i += 2;
            }

            destination[length++] = (byte)value;
        }

        return length;
    }

    private void CheckDate(string text)
    {
        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw RequestErrors.Unauthorized($"The date '{text}' of the request is not in the format of RFC 1123.");
        var now = clock.GetUtcNow();
        if ((now - date).Duration() > s_tolerance)
        {
            throw RequestErrors.Forbidden(string.Create(
                CultureInfo.InvariantCulture,
                $"The authorization token is not valid at the current time. Please create another token and retry (token start time: {date:r}, current server time: {now:r})."));
        }
    }

    private bool Signs(string method, ResourceTarget target, string date, bool dateIsOwnHeader, ReadOnlySpan<byte> signature)
    {
        var bound = SignedText.Bound(method, target, date);
        byte[]? rented = null;
        var buffer = bound <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(bound);
        // A name may look like a rid, so the form is tried that the address suggests, and then the other.
        var byRid = LooksLikeRid(target);
        var signs = key.Signs(buffer[..SignedText.Write(buffer, method, target, date, dateIsOwnHeader, byRid)], signature);
        if (!signs && byRid)
            signs = key.Signs(buffer[..SignedText.Write(buffer, method, target, date, dateIsOwnHeader, byRid: false)], signature);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return signs;
    }

    private static bool LooksLikeRid(ResourceTarget target)
    {
        const int databaseRidLength = 8;
        var (_, count) = SignedText.Subject(target);
        if (count < 2) return false;
        if (target.Segments[0] == "offers") return true;
        return target.Segments[1].Length == databaseRidLength && target.Segments[1].EndsWith("==", StringComparison.Ordinal);
    }

    private static RequestException Malformed() => RequestErrors.Unauthorized(
        "The authorization token is malformed: it must be type=master&ver=1.0&sig=<signature>, percent-encoded.");
}
