namespace TaskTracker.Server.Configuration;

/// <summary>Where settings come from and what holds when nobody sets anything.</summary>
internal static class ConfigurationSetup
{
    /// <summary>Port 8000 on this machine only, unless <c>urls</c> says otherwise.</summary>
    private const string DefaultUrls = "http://localhost:8000";

    public static void AddTrackerConfiguration(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrls);
        }
    }
}
