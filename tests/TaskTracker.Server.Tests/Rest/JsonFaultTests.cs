using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>The messages and places are those of Python 3.13's decoder.</summary>
public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("", "Expecting value", 0)]
    [InlineData("[", "Expecting value", 1)]
    [InlineData("[1", "Expecting ',' delimiter", 2)]
    [InlineData("[1 2]", "Expecting ',' delimiter", 3)]
    [InlineData("[1,", "Expecting value", 3)]
    [InlineData("[1, ]", "Illegal trailing comma before end of array", 2)]
    [InlineData("{\"a\":1, }", "Illegal trailing comma before end of object", 6)]
    [InlineData("{", "Expecting property name enclosed in double quotes", 1)]
    [InlineData("{'a':1}", "Expecting property name enclosed in double quotes", 1)]
    [InlineData("{\"a\":1,", "Expecting property name enclosed in double quotes", 7)]
    [InlineData("{\"a\":1 \"b\":2}", "Expecting ',' delimiter", 7)]
    [InlineData("{\"a\"", "Expecting ':' delimiter", 4)]
    [InlineData(" \"a", "Unterminated string starting at", 1)]
    [InlineData("\"a\\", "Unterminated string starting at", 0)]
    [InlineData("\"a\nb\"", "Invalid control character at", 2)]
    [InlineData("\"a\\x\"", "Invalid \\escape", 2)]
    [InlineData("\"a\\u12\"", "Invalid \\uXXXX escape", 3)]
    [InlineData("nul", "Expecting value", 0)]
    [InlineData("-", "Expecting value", 0)]
    [InlineData("01", "Extra data", 1)]
    [InlineData("1.", "Extra data", 1)]
    [InlineData("1e+", "Extra data", 1)]
    [InlineData("\"🚀\" x", "Extra data", 4)]
    public void The_first_fault_is_found(string text, string message, int offset) =>
        Assert.Equal(new JsonFault(message, offset), JsonFault.Find(text));
}
