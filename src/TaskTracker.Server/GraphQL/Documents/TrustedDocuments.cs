using System.Diagnostics.CodeAnalysis;
using GraphQL.Execution;
using GraphQL.Types;
using Microsoft.Extensions.Options;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>The documents of <c>GraphQL:TrustedDocuments:Folder</c>: parsed and validated at the start, and kept.</summary>
internal sealed class TrustedDocuments(ISchema schema, IDocumentBuilder parser, IOptions<GraphQLOptions> options, ILogger<TrustedDocuments> log) : IHostedService
{
    private const int MaxProblems = 20;

    private readonly TrustedDocumentSettings settings = options.Value.TrustedDocuments;
    private readonly Dictionary<(string? Client, string Id), PreparedDocument> byId = [];
    private readonly Dictionary<string, PreparedDocument> byText = new(StringComparer.Ordinal);

    /// <summary>Whether no other documents are run.</summary>
    public bool Only => settings.Only;

    public bool TryFindText(string text, [NotNullWhen(true)] out PreparedDocument? document) => byText.TryGetValue(text, out document);

    /// <param name="client">Who asks, as they call themselves; null when they say nothing.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="document">The client's document, or the one that is for everybody.</param>
    public bool TryFindId(string? client, string id, [NotNullWhen(true)] out PreparedDocument? document) =>
        (client is not null && byId.TryGetValue((client, id), out document)) || byId.TryGetValue((null, id), out document);

    /// <summary>Reads them before the server listens.</summary>
    /// <exception cref="StartupException">One of them cannot be run; each that cannot is named.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(settings.Folder))
        {
            if (settings.Only)
            {
                throw new StartupException("GraphQL:TrustedDocuments:Only needs documents: set GraphQL:TrustedDocuments:Folder.");
            }

            return;
        }

        var folder = Path.GetFullPath(settings.Folder);
        if (!Directory.Exists(folder))
        {
            throw new StartupException($"GraphQL:TrustedDocuments:Folder is {folder}, and there is no such folder.");
        }

        var problems = new List<string>();
        var files = new Dictionary<(string? Client, string Id), string>();
        foreach (var found in DocumentFolder.Read(folder, problems))
        {
            var document = byText.GetValueOrDefault(found.Text) ?? await PrepareAsync(found, problems, cancellationToken);
            // Whatever a tool calls it, its hash finds it, too.
            foreach (var id in new[] { DocumentId.WithoutPrefix(found.Id), DocumentId.HashOf(found.Text) })
            {
                if (!byId.TryAdd((found.Client, id), document) && byId[(found.Client, id)] != document)
                {
                    problems.Add($"{found.File}: '{found.Id}' is another document in {files[(found.Client, id)]}.");
                }

                files.TryAdd((found.Client, id), found.File);
            }
        }

        if (problems.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, problems.Take(MaxProblems).Prepend($"The trusted documents of {folder} cannot be used:")));
        }

        log.LogInformation("{Count} trusted documents of {Folder}; others are {Others}", byText.Count, folder, settings.Only ? "refused" : "run too");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<PreparedDocument> PrepareAsync(FoundDocument found, List<string> problems, CancellationToken cancellationToken)
    {
        var (document, reasons) = await DocumentCheck.ReadAsync(schema, parser, found.Text, cancellationToken);
        problems.AddRange(reasons.Select(problem => $"{found.File}: '{found.Id}': {problem}"));
        return byText[found.Text] = new(found.Text, document ?? new([])) { IsValid = true };
    }
}
