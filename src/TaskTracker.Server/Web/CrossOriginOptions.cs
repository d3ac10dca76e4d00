using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Web;

/// <summary>Which pages of other sites may use the server; section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Stands for every origin.</summary>
    public const string Any = "*";

    [Description("The origins whose pages may read and write here from a browser, each in full. * stands for all of them. When not set: none but the server's own.")]
    [RegularExpression(@"\*|https?://[^/\s?#@*]+", ErrorMessage = "an origin such as https://app.example.com, or *")]
    public List<string> Origins { get; } = [];

    [Description("Whether those pages may send cookies and HTTP authentication along. The server uses neither; a proxy in front of it may. Not together with *.")]
    public bool AllowCredentials { get; set; }
}
