namespace TaskTracker.Core.Data;

/// <summary>Why the store cannot do what it is asked, though nothing is wrong with what was asked.</summary>
/// <param name="Message">For clients: what is wrong, and what to do.</param>
/// <param name="Advice">For the operator: the same, with names that are no client's business.</param>
/// <param name="Passes">Whether it passes by itself, so that it makes sense to try again soon. A write may have been committed if its connection broke then.</param>
public sealed record StoreTrouble(string Message, string Advice, bool Passes);
