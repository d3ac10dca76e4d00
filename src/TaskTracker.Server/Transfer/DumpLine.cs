using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Transfer;

/// <summary>One line of a dump, which is JSON Lines: an object with one member, whose name says what it is. docs/moving.md is the reference.</summary>
internal sealed record DumpLine(DumpHeader? Dump = null, DumpUser? User = null, DumpTask? Task = null, DumpChange? Change = null, DumpEnd? End = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Read by people and by programs, never by a browser as part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    /// <summary>The line, in UTF-8 and without its end.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="FormatException">It is not one; the message says why.</exception>
    public static DumpLine Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<DumpLine>(line, Options) is { } read && new object?[] { read.Dump, read.User, read.Task, read.Change, read.End }.Count(part => part is not null) == 1
                ? read
                : throw new FormatException("A line is one of dump, user, task, change and end.");
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}

/// <summary>The first line.</summary>
/// <param name="Version">Of the format: 1.</param>
/// <param name="At">When it was made.</param>
internal sealed record DumpHeader(int Version, DateTime At)
{
    public const int Present = 1;
}

/// <summary>The last line: how many there are of each, so that a dump that was cut off is noticed.</summary>
internal sealed record DumpEnd(int Users, int Tasks, int Changes);

/// <summary>A user, and what their password is checked against.</summary>
internal sealed record DumpUser(
    int Id, string Username, string Email, Role Role, DateTime CreatedAt, int Version, DateTime? DisabledAt = null, string? PasswordHash = null)
{
    public static DumpUser Of(User user) =>
        new(user.Id, user.Username, user.Email, user.Role, user.CreatedAt, user.Version, user.DisabledAt, user.PasswordHash);

    public User ToUser() => new()
    {
        Id = Id,
        Username = Username,
        Email = Email,
        Role = Role,
        CreatedAt = DumpTime.Read(CreatedAt),
        Version = Version,
        DisabledAt = DumpTime.Read(DisabledAt),
        PasswordHash = PasswordHash,
    };
}

/// <summary>A task.</summary>
internal sealed record DumpTask(
    int Id, string Title, TaskStatus Status, int UserId, DateTime CreatedAt, DateTime UpdatedAt, int Version,
    string? Description = null, TaskPriority Priority = TaskPriority.None, DateOnly? DueDate = null, int? CreatedBy = null, DateTime? CompletedAt = null,
    DateTime? DeletedAt = null)
{
    public static DumpTask Of(TaskItem task) => new(
        task.Id, task.Title, task.Status, task.UserId, task.CreatedAt, task.UpdatedAt, task.Version,
        task.Description, task.Priority, task.DueDate, task.CreatedBy, task.CompletedAt, task.DeletedAt);

    public TaskItem ToTask()
    {
        var task = new TaskItem
        {
            Id = Id,
            Title = Title,
            Description = Description,
            UserId = UserId,
            CreatedBy = CreatedBy,
            Priority = Priority,
            DueDate = DueDate,
            CreatedAt = DumpTime.Read(CreatedAt),
            UpdatedAt = DumpTime.Read(UpdatedAt),
            DeletedAt = DumpTime.Read(DeletedAt),
            Version = Version,
        };
        task.MoveTo(Status, DumpTime.Read(CompletedAt ?? UpdatedAt));
        return task;
    }
}

/// <summary>A change of a task. Its place in the log is the line's.</summary>
internal sealed record DumpChange(
    int TaskId, int TaskVersion, TaskChangeKind Kind, IReadOnlyList<DumpFieldChange> Changes, int UserId, Origin Origin, DateTime At,
    TaskStatus? FromStatus = null, TaskStatus? ToStatus = null, int? PreviousUserId = null, string? Actor = null)
{
    public static DumpChange Of(TaskChange change) => new(
        change.TaskId, change.TaskVersion, change.Kind, [.. change.Changes.Select(field => new DumpFieldChange(field.Field, field.From, field.To))], change.UserId, change.Origin, change.At,
        change.FromStatus, change.ToStatus, change.PreviousUserId, change.Actor);

    public TaskChange ToChange() => new()
    {
        TaskId = TaskId,
        TaskVersion = TaskVersion,
        Kind = Kind,
        Changes = [.. Changes.Select(field => new FieldChange(field.Field, field.From, field.To))],
        UserId = UserId,
        Origin = Origin,
        At = DumpTime.Read(At),
        FromStatus = FromStatus,
        ToStatus = ToStatus,
        PreviousUserId = PreviousUserId,
        Actor = Actor,
    };
}

/// <summary>One field of a change.</summary>
internal sealed record DumpFieldChange(string Field, string? From = null, string? To = null);

/// <summary>Times as the store keeps them.</summary>
internal static class DumpTime
{
    /// <exception cref="FormatException">It says no zone.</exception>
    public static DateTime Read(DateTime time) => time.Kind == DateTimeKind.Unspecified
        ? throw new FormatException("A time needs its zone, such as 2025-05-12T20:55:11.123456Z.")
        : Clock.Cut(time.ToUniversalTime());

    public static DateTime? Read(DateTime? time) => time is { } given ? Read(given) : null;
}
