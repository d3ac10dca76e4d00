using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL.Documents;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Documents that were parsed and found valid, by their text. Reading takes no lock. When it is full, the oldest document
/// that was not used since the last time round makes room (second chance), so a flood of one-off documents
/// does not drive out the ones that clients repeat.
/// </summary>
internal sealed class DocumentCache(IOptions<GraphQLOptions> options)
{
    private readonly int maxCount = options.Value.DocumentCacheSize;
    private readonly int maxCharacters = options.Value.DocumentCacheCharacters;
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry> hashed = new(StringComparer.Ordinal);
    private readonly Queue<Entry> queue = [];
    private long characters;

    /// <summary>How many documents are kept.</summary>
    public int Count => entries.Count;

    public bool TryGet(string text, [NotNullWhen(true)] out PreparedDocument? document) => TryGet(entries, text, out document);

    /// <summary>The kept document of a hash that a client has sent with its text.</summary>
    public bool TryGetHashed(string hash, [NotNullWhen(true)] out PreparedDocument? document) => TryGet(hashed, hash, out document);

    private static bool TryGet(ConcurrentDictionary<string, Entry> entries, string key, [NotNullWhen(true)] out PreparedDocument? document)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            document = null;
            return false;
        }

        // Tested first, so that a hot document's cache line is not written by every core for every request.
        if (!entry.Used)
        {
            entry.Used = true;
        }

        document = entry.Document;
        return true;
    }

    /// <summary>Keeps a valid document; of two callers that bring the same text at once, the first one's is kept.</summary>
    /// <param name="document">The document.</param>
    /// <param name="hash">That of its text, checked, by which it is to be found as well; null for none.</param>
    public void Add(PreparedDocument document, string? hash = null)
    {
        if (maxCount == 0 || document.Text.Length > maxCharacters)
        {
            return;
        }

        lock (queue)
        {
            if (!entries.TryGetValue(document.Text, out var entry))
            {
                entry = entries[document.Text] = new Entry(document);
                queue.Enqueue(entry);
                characters += document.Text.Length;
            }

            if (hash is not null)
            {
                hashed[hash] = entry;
            }

            while (queue.Count > maxCount || characters > maxCharacters)
            {
                MakeRoom();
            }
        }
    }

    private void MakeRoom()
    {
        var oldest = queue.Dequeue();
        if (oldest.Used)
        {
            oldest.Used = false;
            queue.Enqueue(oldest);
            return;
        }

        var text = oldest.Document.Text;
        entries.TryRemove(text, out _);
        hashed.TryRemove(DocumentId.HashOf(text), out _);
        characters -= text.Length;
    }

    private sealed class Entry(PreparedDocument document)
    {
        private volatile bool used;

        public PreparedDocument Document => document;

        public bool Used
        {
            get => used;
            set => used = value;
        }
    }
}
