using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>nginx with the configuration of <c>deploy/nginx</c>, of which only the addresses are others.</summary>
internal sealed partial class NginxProcess : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private NginxProcess(IReadOnlyList<Uri> replicas)
    {
        var address = FreeAddress();
        var upstream = File.ReadAllText(Repository.File("deploy/nginx/replicas.conf"));
        var deployed = Replica().Matches(upstream).Select(match => match.Value).Distinct().ToList();
        Assert.Equal(replicas.Count, deployed.Count);
        upstream = deployed.Zip(replicas).Aggregate(upstream, (text, pair) => text.Replace(pair.First, pair.Second.Authority, StringComparison.Ordinal));
        var site = File.ReadAllText(Repository.File("deploy/nginx/tasktracker.conf")).Replace("listen 80;", $"listen {address};", StringComparison.Ordinal);
        Assert.Contains(address, site, StringComparison.Ordinal);
        File.WriteAllText(folder.File("nginx.conf"), $$"""
            daemon off;
            worker_processes 2;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            pid {{folder.File("pid")}};
            error_log {{folder.File("error.log")}} info;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{folder.File("body")}};
                proxy_temp_path {{folder.File("proxy")}};
                fastcgi_temp_path {{folder.File("fastcgi")}};
                scgi_temp_path {{folder.File("scgi")}};
                uwsgi_temp_path {{folder.File("uwsgi")}};
                {{upstream}}
                {{site}}
            }
            """);
        Address = new($"http://{address}");
        // It ends when this process does, in whatever way: the shell's input ends then.
        process = Process.Start(new ProcessStartInfo(
            "sh", ["-c", $"{InstalledProgram.Find("nginx", "nginx-light")} -p {folder.Path} -c nginx.conf >{folder.File("output")} 2>&1 <&- & cat; kill -TERM $!; wait"])
        {
            RedirectStandardInput = true,
        })!;
    }

    public Uri Address { get; }

    /// <summary>What it has to complain of.</summary>
    public string Errors => string.Concat(new[] { "output", "error.log" }.Select(folder.File).Where(File.Exists).Select(File.ReadAllText));

    /// <summary>Starts it in front of these, and waits until it lets through to them.</summary>
    public static async Task<NginxProcess> StartAsync(params Uri[] replicas)
    {
        var nginx = new NginxProcess(replicas);
        using var client = new HttpClient { BaseAddress = nginx.Address };
        await Polling.UntilAsync(async () =>
        {
            Assert.False(nginx.process.HasExited, nginx.Errors);
            try
            {
                return (await client.GetAsync("/health/ready")).IsSuccessStatusCode ? nginx : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        });
        return nginx;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(20));
        process.Dispose();
        folder.Dispose();
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    [GeneratedRegex("(?<=server )[0-9.]+:[0-9]+")]
    private static partial Regex Replica();
}
