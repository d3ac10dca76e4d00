using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using TaskTracker.Core;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Requests;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Rest.Accounts;

/// <summary>The fields of a form, url-encoded or multipart. A body of another type has none of them, as with FastAPI.</summary>
internal sealed class FormInput
{
    private static readonly FormOptions Options = new() { ValueLengthLimit = RequestBody.MaximumBytes, KeyLengthLimit = RequestBody.MaximumBytes };

    private readonly IFormCollection fields;
    private readonly List<InputError> errors = [];
    private readonly IResult? unreadable;

    private FormInput(IFormCollection fields, IResult? unreadable) => (this.fields, this.unreadable) = (fields, unreadable);

    /// <summary>The answer to a form that cannot be used as it is; null when nothing is wrong.</summary>
    public IResult? Refusal => unreadable ?? (errors.Count > 0 ? RestAnswer.Invalid(errors) : null);

    public static async Task<FormInput> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return new(FormCollection.Empty, null);
        }

        if (await RequestBody.ReadBytesAsync(context.Request, context.RequestAborted) is not { } bytes)
        {
            return new(FormCollection.Empty, RequestBody.TooLarge);
        }

        // The platform's reader makes some other text of what is not UTF-8.
        if (!Utf8.IsValid(bytes) || !Escaped.IsUtf8(bytes))
        {
            return new(FormCollection.Empty, RequestBody.Unreadable);
        }

        try
        {
            context.Request.Body = new MemoryStream(bytes);
            return new(await context.Request.ReadFormAsync(Options, context.RequestAborted), null);
        }
        catch (InvalidDataException)
        {
            return new(FormCollection.Empty, RequestBody.Unreadable);
        }
    }

    /// <summary>A field that must be there and not be empty; of several the last.</summary>
    public string? Required(string name)
    {
        if (fields[name] is [.., { Length: > 0 } value])
        {
            if (TextRules.IsWellFormed(value))
            {
                return value;
            }

            errors.Add(InputError.NotUnicode(["body", name], null));
            return null;
        }

        errors.Add(InputError.Missing(["body", name], null));
        return null;
    }

    /// <summary>A field that may be left out and otherwise has this value.</summary>
    public void Check(string name, string value)
    {
        if (fields[name] is [.., { Length: > 0 } given] && given != value)
        {
            errors.Add(new(
                "string_pattern_mismatch", ["body", name], string.Create(CultureInfo.InvariantCulture, $"String should match pattern '^{value}$'"), given,
                ("pattern", $"^{value}$")));
        }
    }
}
