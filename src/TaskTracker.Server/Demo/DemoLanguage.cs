namespace TaskTracker.Server.Demo;

/// <summary>What people write in one language. <c>{part}</c> and its like are blanks, filled from <see cref="Words"/>.</summary>
/// <param name="Topics">What there is to do.</param>
/// <param name="Remarks">What people add to anything.</param>
/// <param name="Words">The words for each blank.</param>
/// <param name="Space">What stands between two sentences.</param>
internal sealed record DemoLanguage(DemoTopic[] Topics, string[] Remarks, Dictionary<string, string[]> Words, string Space = " ");

/// <summary>A thing to do and what there is to say about it.</summary>
internal sealed record DemoTopic(string Title, params string[] Details);
