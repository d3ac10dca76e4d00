using Microsoft.AspNetCore.Http.Features;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>
/// Keeps hold of the connection below a WebSocket. The platform's socket sends one message at a time, each with a flush of its own; who has a
/// hundred to send sends them in one go.
/// </summary>
internal sealed class SocketUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? upgrade;
    private readonly IHttpExtendedConnectFeature? connect;

    private SocketUpgrade(IFeatureCollection features)
    {
        // Of HTTP/1.1, and of HTTP/2.
        upgrade = features.Get<IHttpUpgradeFeature>();
        connect = features.Get<IHttpExtendedConnectFeature>();
        features.Set(this);
        if (upgrade is not null)
        {
            features.Set<IHttpUpgradeFeature>(this);
        }

        if (connect is not null)
        {
            features.Set<IHttpExtendedConnectFeature>(this);
        }
    }

    /// <summary>The connection, once a socket has been accepted.</summary>
    public SocketStream? Stream { get; private set; }

    bool IHttpUpgradeFeature.IsUpgradableRequest => upgrade!.IsUpgradableRequest;

    bool IHttpExtendedConnectFeature.IsExtendedConnect => connect!.IsExtendedConnect;

    string? IHttpExtendedConnectFeature.Protocol => connect!.Protocol;

    /// <summary>To be called before the platform's WebSockets look at the request.</summary>
    public static Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(context.Request.Method))
        {
            _ = new SocketUpgrade(context.Features);
        }

        return next(context);
    }

    async Task<Stream> IHttpUpgradeFeature.UpgradeAsync() => Stream = new(await upgrade!.UpgradeAsync());

    async ValueTask<Stream> IHttpExtendedConnectFeature.AcceptAsync() => Stream = new(await connect!.AcceptAsync());
}
