using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Idempotency;

/// <summary>
/// Results of writes as text: a success as it was then, or every failure. Only of the kinds that are listed here, so that no secret is kept
/// by accident: whatever starts a session is done again when it is asked for again.
/// </summary>
internal static class OutcomeText
{
    private static readonly Type[] Kept = [typeof(TaskItem), typeof(BatchOutcome), typeof(User), typeof(ApiKey), typeof(ApiKeyGrant)];

    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDerivedTypes } },
    };

    /// <summary>Whether results of this kind are kept.</summary>
    public static bool Keeps(Type type) => Kept.Contains(type);

    public static string Write<T>(Result<T> result) where T : class => result.Value is ApiKeyGrant { Key: var key }
        ? JsonSerializer.Serialize(new Envelope<ApiKey>(key, []), Options)
        : JsonSerializer.Serialize(new Envelope<T>(result.Value, [.. result.Failures]), Options);

    public static Result<T> Read<T>(string text) where T : class
    {
        if (typeof(T) == typeof(ApiKeyGrant))
        {
            var made = Parse<ApiKey>(text);
            return made.Value is { } key ? new ApiKeySecretNotKept($"{key.Id}") : new Refusal(made.Failures);
        }

        var kept = Parse<T>(text);
        return kept.Value is { } value ? value : new Refusal(kept.Failures);
    }

    private static Envelope<T> Parse<T>(string text) where T : class => JsonSerializer.Deserialize<Envelope<T>>(text, Options)!;

    // The list of failures is closed: all of them are here.
    private static void NameDerivedTypes(JsonTypeInfo info)
    {
        if (info.Type != typeof(Failure) && info.Type != typeof(InputProblem))
        {
            return;
        }

        info.PolymorphismOptions = new();
        foreach (var type in info.Type.Assembly.GetTypes().Where(type => type.IsSubclassOf(info.Type) && !type.IsAbstract))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new(type, type.Name));
        }
    }

    private sealed record Envelope<T>(T? Value, IReadOnlyList<Failure> Failures) where T : class;
}
