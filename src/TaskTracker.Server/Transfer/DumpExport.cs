using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Persistence;

namespace TaskTracker.Server.Transfer;

/// <summary>Writes a dump.</summary>
internal static class DumpExport
{
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

        using var draft = new PrivateDraft(file);
        DumpEnd written;
        await using (var stream = new FileStream(draft.Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 65_536 }))
        {
            written = await WriteAsync(rows, stream, now, cancellationToken);
        }

        draft.Publish();
        return written;
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
