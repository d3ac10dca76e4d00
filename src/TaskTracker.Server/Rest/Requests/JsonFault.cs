using System.Buffers;
using TaskTracker.Core;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>
/// What is wrong with a text that is not JSON, in the words of Python's decoder and at the place where it stops. The
/// platform's parser decides whether a text is JSON; this only explains its refusal.
/// </summary>
/// <param name="Message">Python 3.13's message.</param>
/// <param name="Offset">In characters (code points).</param>
internal sealed record JsonFault(string Message, int Offset)
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaximumDepth = 500;

    public static JsonFault Find(string text)
    {
        var (message, index) = new Scanner(text).Scan();
        return new(message, TextRules.Length(text[..index]));
    }

    private sealed class Scanner(string text)
    {
        private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(" \t\r\n");
        private static readonly SearchValues<char> Special = SearchValues.Create([.. "\"\\", .. Enumerable.Range(0, 32).Select(code => (char)code)]);

        private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

        private int at;
        private (string, int)? fault;

        public (string Message, int Index) Scan()
        {
            SkipWhiteSpace();
            Value(depth: 1);
            SkipWhiteSpace();
            return fault ?? (at < text.Length ? ("Extra data", at) : ("Not JSON", 0));
        }

        private bool Value(int depth)
        {
            if (depth > MaximumDepth)
            {
                return Fail("Nested too deeply", at);
            }

            return Current switch
            {
                '"' => String(),
                '{' => Members(depth),
                '[' => Items(depth),
                'n' => Literal("null"),
                't' => Literal("true"),
                'f' => Literal("false"),
                _ => Number(),
            };
        }

        private bool Members(int depth)
        {
            Advance();
            if (Current == '}')
            {
                at++;
                return true;
            }

            while (true)
            {
                if (Current != '"')
                {
                    return Fail("Expecting property name enclosed in double quotes", at);
                }

                if (!String())
                {
                    return false;
                }

                SkipWhiteSpace();
                if (Current != ':')
                {
                    return Fail("Expecting ':' delimiter", at);
                }

                Advance();
                if (!Value(depth + 1))
                {
                    return false;
                }

                if (Ends('}', "Illegal trailing comma before end of object"))
                {
                    return fault is null;
                }
            }
        }

        private bool Items(int depth)
        {
            Advance();
            if (Current == ']')
            {
                at++;
                return true;
            }

            while (Value(depth + 1))
            {
                if (Ends(']', "Illegal trailing comma before end of array"))
                {
                    return fault is null;
                }
            }

            return false;
        }

        // After a member or an item: its end, or a comma and something behind it.
        private bool Ends(char end, string trailingComma)
        {
            SkipWhiteSpace();
            if (Current == end)
            {
                at++;
                return true;
            }

            if (Current != ',')
            {
                return !Fail("Expecting ',' delimiter", at);
            }

            var comma = at;
            Advance();
            return Current == end && !Fail(trailingComma, comma);
        }

        private bool String()
        {
            var start = at++;
            while (true)
            {
                var next = text.AsSpan(at).IndexOfAny(Special);
                if (next < 0)
                {
                    return Fail("Unterminated string starting at", start);
                }

                at += next;
                switch (text[at])
                {
                    case '"':
                        at++;
                        return true;
                    case not '\\':
                        return Fail("Invalid control character at", at);
                    default:
                        if (!Escape(start))
                        {
                            return false;
                        }

                        break;
                }
            }
        }

        private bool Escape(int start)
        {
            var backslash = at++;
            if (at == text.Length)
            {
                return Fail("Unterminated string starting at", start);
            }

            if (text[at] == 'u')
            {
                var digits = text.AsSpan(at + 1, Math.Min(4, text.Length - at - 1));
                if (digits.Length < 4 || digits.ContainsAnyExcept(HexDigits))
                {
                    return Fail("Invalid \\uXXXX escape", at);
                }

                at += 4;
            }
            else if (!"\"\\/bfnrt".Contains(text[at]))
            {
                return Fail("Invalid \\escape", backslash);
            }

            at++;
            return true;
        }

        private bool Literal(string literal)
        {
            if (!text.AsSpan(at).StartsWith(literal))
            {
                return Fail("Expecting value", at);
            }

            at += literal.Length;
            return true;
        }

        private bool Number()
        {
            var start = at;
            at += Current == '-' ? 1 : 0;
            if (Current == '0')
            {
                at++;
            }
            else if (Digits() == 0)
            {
                return Fail("Expecting value", start);
            }

            var whole = at;
            if (Current == '.')
            {
                at++;
                at = Digits() > 0 ? at : whole;
            }

            var mantissa = at;
            if (Current is 'e' or 'E')
            {
                at++;
                at += Current is '+' or '-' ? 1 : 0;
                at = Digits() > 0 ? at : mantissa;
            }

            return true;
        }

        private int Digits()
        {
            var start = at;
            while (char.IsAsciiDigit(Current))
            {
                at++;
            }

            return at - start;
        }

        // NUL at the end, which is no part of JSON either.
        private char Current => at < text.Length ? text[at] : '\0';

        private void Advance()
        {
            at++;
            SkipWhiteSpace();
        }

        private void SkipWhiteSpace()
        {
            var length = text.AsSpan(at).IndexOfAnyExcept(WhiteSpace);
            at = length < 0 ? text.Length : at + length;
        }

        private bool Fail(string message, int index)
        {
            fault ??= (message, index);
            return false;
        }
    }
}
