namespace TaskTracker.Core;

/// <summary>Which rule a value breaks. Each door has its own words for these; the bounds travel with the problem.</summary>
public abstract record InputProblem
{
    private InputProblem() { }

    /// <summary>A sentence that names the field and says what to do.</summary>
    public abstract string Describe(string field);

    /// <summary>Fewer than <paramref name="Minimum"/> characters (Unicode code points).</summary>
    public sealed record TooShort(int Minimum) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must have at least {Minimum} character{(Minimum == 1 ? "" : "s")}.";
    }

    /// <summary>More than <paramref name="Maximum"/> characters (Unicode code points).</summary>
    public sealed record TooLong(int Maximum) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must have at most {Maximum} characters.";
    }

    /// <summary>Nothing but white space.</summary>
    public sealed record Blank : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must not be blank.";
    }

    /// <summary>Null where the field, when it is given at all, needs a value.</summary>
    public sealed record Null : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must not be null. Leave it out to keep it as it is.";
    }

    /// <summary>A NUL character or half of a surrogate pair, which no store can keep and give back unchanged.</summary>
    public sealed record NotText : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must be well-formed Unicode text without NUL characters.";
    }

    /// <summary>A character that cannot be seen, or that turns the direction of the others around.</summary>
    /// <param name="Character">Its code point.</param>
    public sealed record Invisible(int Character) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must not contain characters that cannot be seen, such as U+{Character:X4}.";
    }

    /// <summary>Letters of alphabets that look like each other.</summary>
    /// <param name="One">An alphabet.</param>
    /// <param name="Other">Another.</param>
    public sealed record MixedAlphabets(string One, string Other) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must not mix {One} and {Other} letters, some of which look the same.";
    }

    /// <summary>One of the passwords that are tried first.</summary>
    public sealed record CommonPassword : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} is too easy to guess. Choose one that nobody else would think of, such as several unrelated words.";
    }

    /// <summary>A list without a value.</summary>
    public sealed record Empty : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must have at least one value.";
    }

    /// <summary>A list with more than <paramref name="Maximum"/> values.</summary>
    public sealed record TooMany(int Maximum) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must have at most {Maximum} values. Send the others in another call.";
    }

    /// <summary>What another item of the same list has already.</summary>
    public sealed record Repeated : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must not be in the list twice.";
    }

    /// <summary>A time that has passed.</summary>
    public sealed record NotInTheFuture : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must be in the future.";
    }

    /// <summary>Not an e-mail address that mail can be sent to.</summary>
    /// <param name="Reason">A sentence that says what is wrong with the address.</param>
    public sealed record NotAnEmailAddress(string Reason) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must be a valid e-mail address: {Reason}";
    }

    /// <summary>Not a global id, where a number alone would not say what it is the id of.</summary>
    public sealed record NotAGlobalId : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must be a global id, as the field 'id' of every object gives it.";
    }

    /// <summary>Neither a number nor a global id of the expected type.</summary>
    /// <param name="TypeName">The type whose id is expected, such as <c>Task</c>.</param>
    public sealed record NotAnId(string TypeName) : InputProblem
    {
        /// <inheritdoc/>
        public override string Describe(string field) => $"{field} must be the id of a {TypeName}: its global id or its number.";
    }
}
