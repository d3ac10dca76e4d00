using System.Runtime.CompilerServices;
using System.Text;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Transfer;

/// <summary>Takes over what a dump has.</summary>
internal sealed class DumpImport(FileInfo file, StoreImport import)
{
    private const int KiB = 1_024;

    private int users;
    private int tasks;
    private int changes;
    private DumpEnd? end;

    /// <exception cref="StartupException">The file is no dump that this version reads, or ends early; what was read of it until then stays.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            await ProgressReport.RunAsync("KiB", (int)(stream.Length / KiB), import.Output, async report =>
            {
                var told = 0;
                await foreach (var (number, text) in LinesAsync(stream, cancellationToken))
                {
                    await AddAsync(number, text);
                    var read = (int)(stream.Position / KiB);
                    report(read - told);
                    told = read;
                }

                await import.FlushAsync();
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The dump cannot be read: {exception.Message}", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new StartupException($"{file.FullName} is not a dump of TaskTracker: it is not UTF-8.", exception);
        }

        if (end is null || end != new DumpEnd(users, tasks, changes))
        {
            throw new StartupException($"{file.FullName} is not whole: it has {users} users, {tasks} tasks and {changes} changes, "
                + (end is null ? "and no end." : $"and should have {end.Users}, {end.Tasks} and {end.Changes}."));
        }
    }

    private static async IAsyncEnumerable<(int Number, string Text)> LinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            yield return (number, line);
        }
    }

    private Task AddAsync(int number, string text)
    {
        var where = FormattableString.Invariant($"line {number}");
        if (number == 1)
        {
            CheckHeader(text);
            return Task.CompletedTask;
        }

        DumpLine line;
        try
        {
            line = DumpLine.Read(text);
        }
        catch (FormatException exception)
        {
            // Whatever it was meant to be.
            return import.AddTaskAsync(where, () => throw exception);
        }

        switch (line)
        {
            case { User: { } user }:
                users++;
                return import.AddUserAsync(where, user.ToUser);
            case { Task: { } task }:
                tasks++;
                return import.AddTaskAsync(where, task.ToTask);
            case { Change: { } change }:
                changes++;
                return import.AddChangeAsync(where, change.ToChange);
            default:
                end = line.End;
                return Task.CompletedTask;
        }
    }

    private void CheckHeader(string line)
    {
        DumpHeader? header = null;
        try
        {
            header = DumpLine.Read(line).Dump;
        }
        catch (FormatException)
        {
            // Told below.
        }

        if (header?.Version != DumpHeader.Present)
        {
            throw new StartupException(header is null
                ? $"{file.FullName} is not a dump of TaskTracker."
                : $"{file.FullName} is a dump of version {header.Version}, and this program reads version {DumpHeader.Present}. Import it with the version that made it.");
        }
    }
}
