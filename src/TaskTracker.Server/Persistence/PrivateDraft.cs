namespace TaskTracker.Server.Persistence;

/// <summary>
/// A file that only its owner may read, under a name of its own until it is whole: <see cref="Publish"/> gives it its place, and what is disposed before is
/// gone. So nobody ever finds half of it.
/// </summary>
internal sealed class PrivateDraft : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string file;

    /// <summary>Makes the draft, empty.</summary>
    /// <param name="file">The place that it will have.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public PrivateDraft(string file)
    {
        this.file = file;
        Path = $"{file}.{Environment.ProcessId}.part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        new FileStream(Path, options).Dispose();
    }

    /// <summary>Where to write it.</summary>
    public string Path { get; }

    /// <summary>Whether nobody but its owner may read a file; Windows has no such thing to ask.</summary>
    public static bool IsPrivate(string file) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~OwnerOnly) == 0;

    /// <summary>Puts what has been written into its place, on the disk.</summary>
    /// <exception cref="IOException">There is a file already, which is not to be replaced.</exception>
    public void Publish(bool overwrite = false)
    {
        using (var written = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite))
        {
            written.Flush(flushToDisk: true);
        }

        File.Move(Path, file, overwrite);
    }

    public void Dispose() => File.Delete(Path);
}
