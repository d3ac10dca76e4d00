using TaskTracker.Core;

namespace TaskTracker.Server.Demo;

/// <summary>When things happened: over the last year, in order, on working days.</summary>
/// <param name="now">The end of the year.</param>
/// <param name="count">How many things happened.</param>
internal sealed class DemoCalendar(DateTime now, int count, Random random)
{
    private const int Days = 365;
    private const double WorkBegins = 7.5;
    private const double WorkEnds = 18.5;

    /// <summary>When the thing with this number came to be; a later number never earlier.</summary>
    public DateTime CreatedAt(int number)
    {
        var day = (number + random.NextDouble()) * Days / count;
        var date = now.AddDays(-Days).Date.AddDays(Math.Floor(day));
        var hours = WorkBegins + ((WorkEnds - WorkBegins) * (day - Math.Floor(day)));
        return Whole(date.AddHours(hours), latest: now);
    }

    /// <summary>Old tasks are mostly done, this week's mostly not.</summary>
    public TaskStatus StatusOf(DateTime createdAt)
    {
        var age = (now - createdAt).TotalDays;
        var draw = random.NextDouble();
        return draw < 0.92 * age / (age + 12) ? TaskStatus.Completed : draw > 0.93 || age < 1 ? TaskStatus.Pending : Started(age);
    }

    /// <summary>When a task last changed, given where it stands now.</summary>
    public DateTime UpdatedAt(DateTime createdAt, TaskStatus status)
    {
        if (status == TaskStatus.Pending && random.Next(4) > 0)
        {
            return createdAt;
        }

        // Most things take days and a few take months.
        var typicalDays = status == TaskStatus.Completed ? 6.0 : 2.0;
        return Whole(createdAt.AddDays(-Math.Log(1 - random.NextDouble()) * typicalDays), latest: now);
    }

    /// <summary>The day by which it is to be done: two days to six weeks later, for every other task.</summary>
    public DateOnly? DueDate(DateTime createdAt) => random.Next(2) == 0 ? null : DateOnly.FromDateTime(createdAt).AddDays(random.Next(2, 43));

    private TaskStatus Started(double age) => random.NextDouble() < 20 / (20 + age) ? TaskStatus.InProgress : TaskStatus.Pending;

    private static DateTime Whole(DateTime moment, DateTime latest) => Clock.Cut(moment < latest ? moment : latest);
}
