namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>The address that is for metrics only: those who scrape have no account, and a database that is down must not keep them from reading so.</summary>
internal sealed class MetricsAddress
{
    /// <param name="port">Its port; null for none.</param>
    private MetricsAddress(int? port) => Port = port;

    /// <summary>Its port; null when there is none.</summary>
    public int? Port { get; }

    /// <summary>Adds it to the addresses to listen on.</summary>
    public static MetricsAddress AddTo(WebApplicationBuilder builder)
    {
        var url = builder.Configuration.GetSection(MetricsOptions.Section)[nameof(MetricsOptions.Url)];
        if (string.IsNullOrEmpty(url))
        {
            return new(null);
        }

        builder.WebHost.UseUrls([url, .. Others(builder.WebHost)]);
        return new(BindingAddress.Parse(url).Port);
    }

    // Addresses win over ports, such as the container images of .NET bring along, so these become addresses.
    private static IEnumerable<string> Others(IWebHostBuilder host)
    {
        IEnumerable<string> Given(string key) => (host.GetSetting(key) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var urls = Given(WebHostDefaults.ServerUrlsKey).ToList();
        return urls.Count > 0 ? urls
            : Given(WebHostDefaults.HttpPortsKey).Select(port => $"http://*:{port}").Concat(Given(WebHostDefaults.HttpsPortsKey).Select(port => $"https://*:{port}"));
    }

    /// <summary>Whether a request came to this address.</summary>
    public bool IsOf(HttpContext context) => Port is { } port && context.Connection.LocalPort == port;

    /// <summary>Answers nothing else here.</summary>
    public Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsOf(context) || context.GetEndpoint()?.Metadata.GetMetadata<OpenToScrapers>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>Marks what is answered at that address.</summary>
internal sealed record OpenToScrapers;
