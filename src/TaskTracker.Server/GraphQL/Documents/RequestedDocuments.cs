using GraphQL.Execution;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>
/// Finds the document that a request means, whichever transport brought it: by its text, by the id of a trusted document, or by the hash of one that
/// a client has sent before (Apollo's automatic persisted queries).
/// </summary>
internal sealed class RequestedDocuments(IDocumentBuilder parser, DocumentCache cache, TrustedDocuments trusted)
{
    /// <summary>The document; its text becomes the request's, if that had none.</summary>
    /// <exception cref="CodedError">It is not known, or may not be run, or is larger than the limits.</exception>
    /// <exception cref="SyntaxError">It is not GraphQL.</exception>
    public PreparedDocument Find(GraphQLRequest request)
    {
        var hash = DocumentId.PersistedQuery(request);
        if (request.Query is { } text)
        {
            return hash is null ? Find(text) : FindHashed(text, hash);
        }

        var id = request.DocumentId is { } documentId ? DocumentId.WithoutPrefix(documentId) : hash!;
        if (!trusted.TryFindId(request.Client, id, out var document) && !cache.TryGetHashed(id, out document))
        {
            // The text is Apollo's: clients compare it.
            throw new CodedError(ErrorCodes.PersistedQueryNotFound, "PersistedQueryNotFound");
        }

        request.Query = document.Text;
        return document;
    }

    /// <summary>The document of a text.</summary>
    /// <exception cref="CodedError">It may not be run, or is larger than the limits.</exception>
    /// <exception cref="SyntaxError">It is not GraphQL.</exception>
    public PreparedDocument Find(string text)
    {
        if (cache.TryGet(text, out var document) || trusted.TryFindText(text, out document))
        {
            return document;
        }

        return !trusted.Only
            ? new(text, parser.Build(text))
            : throw new CodedError(ErrorCodes.DocumentNotTrusted, "This server runs only documents that its operator has loaded. Ask for one of them by its id, or send its exact text.");
    }

    /// <summary>Keeps a document that turned out to be valid, and is not kept already.</summary>
    /// <param name="request">It brought it.</param>
    /// <param name="document">What <see cref="Find(GraphQLRequest)"/> found.</param>
    public void Keep(GraphQLRequest request, PreparedDocument document)
    {
        document.IsValid = true;
        cache.Add(document, DocumentId.PersistedQuery(request));
    }

    private PreparedDocument FindHashed(string text, string hash)
    {
        if (cache.TryGetHashed(hash, out var known) && known.Text == text)
        {
            return known;
        }

        // Else a stranger could put a text of their own behind the hash of somebody else's.
        if (DocumentId.HashOf(text) != hash)
        {
            throw new CodedError(ErrorCodes.PersistedQueryMismatch, "The sha256Hash of 'persistedQuery' is not that of the 'query'. Send the hexadecimal SHA-256 of its text in UTF-8.");
        }

        var document = Find(text);
        if (document.IsValid)
        {
            // Known without its hash until now; what is not valid yet is kept when it is.
            cache.Add(document, hash);
        }

        return document;
    }
}
