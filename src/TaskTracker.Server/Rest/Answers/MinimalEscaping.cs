using System.Buffers;
using System.Text.Encodings.Web;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>
/// Escapes what JSON must have escaped (quotation marks, backslashes, control characters, halves of surrogate pairs) and nothing else. The
/// platform's least escaping encoder, which does the rest here, escapes emoji as well, and spaces such as U+00A0.
/// </summary>
internal sealed unsafe class MinimalEscaping : JavaScriptEncoder
{
    public static readonly MinimalEscaping Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    // Nearly every text has nothing that either encoder escapes, which the platform's finds out with vector instructions.
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var doubtful = UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncode(text, textLength);
        var found = doubtful < 0 ? -1 : Find(new(text + doubtful, textLength - doubtful));
        return found < 0 ? -1 : doubtful + found;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) =>
        UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(utf8Text) < 0 ? -1 : base.FindFirstCharacterToEncodeUtf8(utf8Text);

    // The base goes from character to character, which takes several times as long for a text of many lines.
    public override OperationStatus Encode(ReadOnlySpan<char> source, Span<char> destination, out int charsConsumed, out int charsWritten, bool isFinalBlock = true)
    {
        (charsConsumed, charsWritten) = (0, 0);
        while (true)
        {
            var found = Find(source[charsConsumed..]);
            var standing = found < 0 ? source[charsConsumed..] : source.Slice(charsConsumed, found);
            if (!standing.TryCopyTo(destination[charsWritten..]))
            {
                return OperationStatus.DestinationTooSmall;
            }

            (charsConsumed, charsWritten) = (charsConsumed + standing.Length, charsWritten + standing.Length);
            if (found < 0)
            {
                return OperationStatus.Done;
            }

            var status = base.Encode(source.Slice(charsConsumed, 1), destination[charsWritten..], out var consumed, out var written, isFinalBlock);
            (charsConsumed, charsWritten) = (charsConsumed + consumed, charsWritten + written);
            if (status != OperationStatus.Done)
            {
                return status;
            }
        }
    }

    private static int Find(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or '"' or '\\')
            {
                return i;
            }

            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }
}
