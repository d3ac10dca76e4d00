namespace TaskTracker.Core.Accounts;

/// <summary>What access tokens are signed with. Read when they are first needed, because commands that need none must not ask for any.</summary>
/// <param name="load">The key that signs and then those that signed before, whose tokens are still good; at least one.</param>
public sealed class SigningKeys(Func<IReadOnlyList<SigningKey>> load)
{
    private readonly Lazy<IReadOnlyList<SigningKey>> keys = new(load);

    /// <summary>The key that signs.</summary>
    public SigningKey Current => keys.Value[0];

    /// <summary>All whose tokens are good.</summary>
    public IReadOnlyList<SigningKey> All => keys.Value;
}
