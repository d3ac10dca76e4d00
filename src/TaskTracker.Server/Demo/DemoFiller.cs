using Microsoft.EntityFrameworkCore;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Demo;

/// <summary>Adds demo data through the store's one write path, so that everything that follows a write follows here too.</summary>
/// <param name="seed">Equal seeds on equal stores make equal data.</param>
internal sealed class DemoFiller(TrackerDatabase database, TimeProvider time, int seed)
{
    // Long enough to share the cost of a commit, short enough for a running server's writes to come between.
    private const int BatchSize = 1_000;

    /// <summary>Adds users whose names nobody has yet.</summary>
    public async Task AddUsersAsync(int count, Action<int> report, CancellationToken cancellationToken)
    {
        var random = new Random(await SeedForAsync(context => context.Users, cancellationToken));
        var people = new DemoPeople(random);
        var calendar = new DemoCalendar(time.UtcNow(), count, random);
        for (var done = 0; done < count;)
        {
            var batch = Enumerable.Range(done, Math.Min(BatchSize, count - done)).Select(i => people.Next(calendar.CreatedAt(i))).ToList();
            var added = await AddAsync(context => WithoutTakenAsync(context, batch), cancellationToken);
            done += added;
            report(added);
        }
    }

    /// <summary>Adds tasks for the users whom the store has. A few of them do most of the work.</summary>
    public async Task AddTasksAsync(int count, Action<int> report, CancellationToken cancellationToken)
    {
        var random = new Random(await SeedForAsync(context => context.Tasks, cancellationToken));
        var userIds = await UserIdsAsync(cancellationToken);
        random.Shuffle(userIds);
        var calendar = new DemoCalendar(time.UtcNow(), count, random);
        var work = new DemoWork(random);
        for (var done = 0; done < count;)
        {
            var batch = Enumerable.Range(done, Math.Min(BatchSize, count - done)).Select(NextTask).ToList();
            var added = await AddAsync(_ => Task.FromResult(batch), cancellationToken);
            done += added;
            report(added);
        }

        TaskItem NextTask(int i)
        {
            var createdAt = calendar.CreatedAt(i);
            var status = calendar.StatusOf(createdAt);
            var (title, description) = work.Next();
            var task = new TaskItem
            {
                Title = title,
                Description = description,
                UserId = userIds[(int)(userIds.Length * Math.Pow(random.NextDouble(), 2.5))],
                CreatedBy = userIds[random.Next(userIds.Length)],
                Priority = work.NextPriority(),
                DueDate = calendar.DueDate(createdAt),
                CreatedAt = createdAt,
                UpdatedAt = calendar.UpdatedAt(createdAt, status),
                Version = 1,
            };
            task.MoveTo(status, task.UpdatedAt);
            return task;
        }
    }

    private async Task<int> AddAsync<T>(Func<TrackerDbContext, Task<List<T>>> rows, CancellationToken cancellationToken)
        where T : class
    {
        var added = await database.WriteAsync<List<T>>(
            Actor.Operator,
            async context =>
            {
                var batch = await rows(context);
                context.AddRange(batch);
                await context.SaveChangesAsync();
                return batch;
            },
            cancellationToken);
        return added.Value!.Count;
    }

    // Within the transaction that adds the others, so that nobody can take a name in between.
    private static async Task<List<User>> WithoutTakenAsync(TrackerDbContext context, List<User> batch)
    {
        var names = batch.ConvertAll(user => user.UsernameKey);
        var looks = batch.ConvertAll(user => user.UsernameLook);
        var addresses = batch.ConvertAll(user => user.EmailKey);
        // One query for each index.
        var takenNames = (await context.Users.Where(user => names.Contains(user.UsernameKey)).Select(user => user.UsernameKey).ToListAsync()).ToHashSet();
        var takenLooks = (await context.Users.Where(user => looks.Contains(user.UsernameLook)).Select(user => user.UsernameLook).ToListAsync()).ToHashSet();
        var takenAddresses = (await context.Users.Where(user => addresses.Contains(user.EmailKey)).Select(user => user.EmailKey).ToListAsync()).ToHashSet();
        return batch.FindAll(
            user => !takenNames.Contains(user.UsernameKey) && !takenLooks.Contains(user.UsernameLook) && !takenAddresses.Contains(user.EmailKey));
    }

    // A second run must not tell the first one's stories again.
    private async Task<int> SeedForAsync<T>(Func<TrackerDbContext, IQueryable<T>> table, CancellationToken cancellationToken)
    {
        using var session = await database.ReadAsync(cancellationToken);
        return unchecked((seed * 397) ^ await table(session.Context).CountAsync(cancellationToken));
    }

    private async Task<int[]> UserIdsAsync(CancellationToken cancellationToken)
    {
        using var session = await database.ReadAsync(cancellationToken);
        return await session.Context.Users.OrderBy(user => user.Id).Select(user => user.Id).ToArrayAsync(cancellationToken);
    }
}
