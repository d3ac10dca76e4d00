using System.Buffers;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>Walks through a text as Python's JSON decoder does and stops where that one would.</summary>
internal sealed partial class JsonFaultScanner(string text)
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
        if (depth > JsonFault.MaximumDepth)
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
        foreach (var number in NumberPattern().EnumerateMatches(text.AsSpan(at)))
        {
            at += number.Length;
            return true;
        }

        return Fail("Expecting value", at);
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

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
