using System.ComponentModel;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>Documents that are known beforehand; section <c>GraphQL:TrustedDocuments</c>.</summary>
internal sealed class TrustedDocumentSettings
{
    [Description("A folder of documents that clients may ask for by their ids, read at the start; relative to the working directory.")]
    public string? Folder { get; set; }

    [Description("Whether no other documents are run.")]
    public bool Only { get; set; }
}
