using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Transfer;

/// <summary>Writes a dump.</summary>
internal static class DumpExport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file; it appears under its name when it is whole. It has password hashes, so only its owner may read it.</summary>
    /// <param name="rows">What <see cref="Core.Transfer.ExportStore"/> reads.</param>
    /// <param name="file">A file that does not exist yet.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>How many of each it has.</returns>
    /// <exception cref="IOException">The file exists already or cannot be written.</exception>
    public static async Task<DumpEnd> WriteAsync(IAsyncEnumerable<object> rows, string file, DateTime now, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already.");
        }

        var part = $"{file}.{Environment.ProcessId}.part";
        try
        {
            DumpEnd written;
            var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 65_536 };
            if (!OperatingSystem.IsWindows())
            {
                mode.UnixCreateMode = OwnerOnly;
            }

            await using (var stream = new FileStream(part, mode))
            {
                written = await WriteAsync(rows, stream, now, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: false);
            return written;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<DumpEnd> WriteAsync(IAsyncEnumerable<object> rows, Stream stream, DateTime now, CancellationToken cancellationToken)
    {
        var count = new DumpEnd(0, 0, 0);
        Write(new(Dump: new(DumpHeader.Present, now)));
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            switch (row)
            {
                case User user:
                    Write(new(User: DumpUser.Of(user)));
                    count = count with { Users = count.Users + 1 };
                    break;
                case TaskItem task:
                    Write(new(Task: DumpTask.Of(task)));
                    count = count with { Tasks = count.Tasks + 1 };
                    break;
                case TaskChange change:
                    Write(new(Change: DumpChange.Of(change)));
                    count = count with { Changes = count.Changes + 1 };
                    break;
            }
        }

        Write(new(End: count));
        return count;

        // Into the stream's buffer, mostly.
        void Write(DumpLine line)
        {
            stream.Write(line.ToUtf8());
            stream.WriteByte((byte)'\n');
        }
    }
}
