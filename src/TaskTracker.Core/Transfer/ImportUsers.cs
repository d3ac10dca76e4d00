using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Transfer;

/// <summary>Takes over users with the ids that they have elsewhere.</summary>
public sealed class ImportUsers(TrackerDatabase database)
{
    /// <summary>
    /// What became of each, in their order. Those that are not refused are saved together. A user who is here with this id and this
    /// name is not touched, so that an import can be run again. Refusal: <see cref="AccessRefusal"/>.
    /// </summary>
    /// <param name="actor">Who may manage users.</param>
    /// <param name="users">Their names and addresses obey the rules of <see cref="CreateUser"/>.</param>
    /// <param name="stopAtRefusal">Whether to leave out what comes after the first that is refused; the outcomes end with it.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    public async Task<Result<IReadOnlyList<ImportOutcome>>> ExecuteAsync(Actor actor, IReadOnlyList<User> users, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageUsers) is { } refusal)
        {
            return refusal;
        }

        return await database.WriteAsync<IReadOnlyList<ImportOutcome>>(
            actor,
            async context =>
            {
                var known = await KnownUsers.ReadAsync(context, users);
                var outcomes = ImportOutcome.OfEach(users, stopAtRefusal, user => Prepare(user) ?? known.Judge(user), user =>
                {
                    // Two who could be taken for each other elsewhere are taken over as they are.
                    user.UsernameLook = known.IsLookTaken(user) ? null : user.UsernameLook;
                    known.Add(user);
                    context.Add(user);
                });
                await context.SaveChangesAsync();
                await context.KeepIdsAsync();
                return outcomes;
            },
            cancellationToken);
    }

    // Null when the user keeps the rules.
    private static ImportOutcome? Prepare(User user) =>
        user.Id < 1 ? ImportOutcome.Refused("The id must be 1 or more.")
        : user.Identify(user.Username, user.Email) is { Count: > 0 } problems ? ImportOutcome.Refused(problems)
        : null;

    /// <summary>Whose ids, names and addresses are taken, among those that an import could collide with.</summary>
    private sealed class KnownUsers
    {
        private readonly Dictionary<int, string> nameOfId = [];
        private readonly HashSet<string> names = [];
        private readonly HashSet<string?> looks = [];
        private readonly HashSet<string> addresses = [];

        public static async Task<KnownUsers> ReadAsync(TrackerDbContext context, IReadOnlyList<User> users)
        {
            var ids = users.Select(user => user.Id).ToList();
            var names = users.Select(user => Username.Key(user.Username)).ToList();
            var looks = users.Select(user => Username.Look(user.Username)).ToList();
            var addresses = users.Select(user => EmailAddress.Parse(user.Email).Value?.Key).ToList();
            // One query for each index.
            var known = new KnownUsers();
            foreach (var colliding in new[]
            {
                context.Users.Where(user => ids.Contains(user.Id)),
                context.Users.Where(user => names.Contains(user.UsernameKey)),
                context.Users.Where(user => looks.Contains(user.UsernameLook!)),
                context.Users.Where(user => addresses.Contains(user.EmailKey)),
            })
            {
                await colliding.AsNoTracking().ForEachAsync(known.Add);
            }

            return known;
        }

        public void Add(User user)
        {
            nameOfId[user.Id] = user.UsernameKey;
            names.Add(user.UsernameKey);
            looks.Add(user.UsernameLook);
            addresses.Add(user.EmailKey);
        }

        public bool IsLookTaken(User user) => looks.Contains(user.UsernameLook);

        public ImportOutcome Judge(User user) =>
            nameOfId.TryGetValue(user.Id, out var name)
                ? name == user.UsernameKey ? ImportOutcome.AlreadyHere : ImportOutcome.Refused($"Id {user.Id} is another user's here.")
            : names.Contains(user.UsernameKey) ? ImportOutcome.Refused([new DuplicateUsername(user.Username)])
            : addresses.Contains(user.EmailKey) ? ImportOutcome.Refused([new DuplicateEmail(user.Email)])
            : ImportOutcome.Added;
    }
}
