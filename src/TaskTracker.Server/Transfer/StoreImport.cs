using System.CommandLine;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Transfer;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Transfer;

/// <summary>
/// An import under way: takes records one by one, in an order in which none needs a later one, and saves many of a kind at once and all in
/// their order.
/// </summary>
internal sealed class StoreImport
{
    private readonly ImportTally users;
    private readonly ImportTally tasks;
    private readonly ImportTally changes;
    private readonly ImportBatch<User> userBatch;
    private readonly ImportBatch<TaskItem> taskBatch;
    private readonly ImportBatch<TaskChange> changeBatch;
    private readonly HashSet<int> refusedTasks = [];
    private readonly bool withHistory;

    /// <param name="services">Has the use cases.</param>
    /// <param name="withHistory">Whether the history of the tasks is taken over as well.</param>
    /// <param name="stopAtRefusal">Whether the first record that is refused ends the import.</param>
    /// <param name="console">Where to say what became of everything.</param>
    /// <param name="cancellationToken">Ends it between two writes.</param>
    public StoreImport(IServiceProvider services, bool withHistory, bool stopAtRefusal, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        this.withHistory = withHistory;
        Output = console.Output;
        (users, tasks, changes) = (new("users", stopAtRefusal, console.Error), new("tasks", stopAtRefusal, console.Error), new("changes", stopAtRefusal, console.Error));
        var (saveUsers, saveTasks, saveChanges) =
            (services.GetRequiredService<ImportUsers>(), services.GetRequiredService<ImportTasks>(), services.GetRequiredService<ImportChanges>());
        userBatch = new(batch => saveUsers.ExecuteAsync(Actor.Operator, batch, stopAtRefusal, cancellationToken), users);
        taskBatch = new(batch => saveTasks.ExecuteAsync(Actor.Operator, batch, withHistory, stopAtRefusal, cancellationToken), tasks, task => refusedTasks.Add(task.Id));
        changeBatch = new(batch => saveChanges.ExecuteAsync(Actor.Operator, batch, stopAtRefusal, cancellationToken), changes);
    }

    /// <summary>Gets the progress and the sums.</summary>
    public TextWriter Output { get; }

    /// <param name="where">Where the record stands, such as <c>line 7</c>.</param>
    /// <param name="read">Makes the record; throws <see cref="FormatException"/> when it is none.</param>
    public async Task AddUserAsync(string where, Func<User> read)
    {
        await taskBatch.FlushAsync();
        await changeBatch.FlushAsync();
        await userBatch.AddAsync(where, read);
    }

    /// <inheritdoc cref="AddUserAsync"/>
    public async Task AddTaskAsync(string where, Func<TaskItem> read)
    {
        await userBatch.FlushAsync();
        await changeBatch.FlushAsync();
        await taskBatch.AddAsync(where, read);
    }

    /// <inheritdoc cref="AddUserAsync"/>
    public async Task AddChangeAsync(string where, Func<TaskChange> read)
    {
        await userBatch.FlushAsync();
        await taskBatch.FlushAsync();
        await changeBatch.AddAsync(where, () =>
        {
            var change = read();
            return refusedTasks.Contains(change.TaskId) ? throw new FormatException($"Task {change.TaskId} was refused.") : change;
        });
    }

    /// <summary>Saves what has been added so far.</summary>
    public async Task FlushAsync()
    {
        await userBatch.FlushAsync();
        await taskBatch.FlushAsync();
        await changeBatch.FlushAsync();
    }

    /// <summary>Says what became of everything.</summary>
    /// <returns>Whether nothing was refused.</returns>
    public bool Report()
    {
        ImportTally[] all = withHistory ? [users, tasks, changes] : [users, tasks];
        Array.ForEach(all, Output.WriteLine);
        return all.Sum(tally => tally.Refused) == 0;
    }
}
