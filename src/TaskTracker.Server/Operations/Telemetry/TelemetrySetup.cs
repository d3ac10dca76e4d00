using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TaskTracker.Core;
using TaskTracker.Schema;
using TaskTracker.Server.Persistence;
using TaskTracker.Server.Persistence.Sqlite;
using TaskTracker.Server.Rest;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>What the server tells of its work: numbers, traces, and lines of the log.</summary>
internal static class TelemetrySetup
{
    // A query by id takes a fraction of a millisecond; OpenTelemetry's own steps begin at five.
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section);
        builder.Services.AddSingleton(MetricsAddress.AddTo(builder)).AddSingleton<ServerMeters>().AddSingleton<ActiveSubscriptions>();
        AddMetrics(builder);
        if (Exports(builder.Configuration, "TRACES"))
        {
            AddTraces(builder);
        }

        if (!builder.Environment.IsDevelopment())
        {
            AddStructuredLog(builder);
        }
    }

    private static void AddMetrics(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, builder.Configuration)).WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql");
            metrics.AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0);
            if (Exports(builder.Configuration, "METRICS"))
            {
                metrics.AddOtlpExporter();
            }
        });
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
        {
            var ours = services.GetRequiredService<IMeterFactory>();
            // Meters of the same name that another server of the same process made are not this one's.
            metrics.AddView(instrument =>
                instrument.Meter.Scope is IMeterFactory other && other != ours ? MetricStreamConfiguration.Drop
                : instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
                : null);
        });
    }

    private static void AddTraces(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithTracing(traces => traces
            .AddSource(SchemaTraces.Source.Name, StoreTraces.Source.Name, "Npgsql")
            .AddAspNetCoreInstrumentation(http => http.Filter = context => context.GetEndpoint()?.Metadata.GetMetadata<OpenToScrapers>() is null
                && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            .AddOtlpExporter());
        builder.Services.AddSingleton<IInterceptor, SqliteCommandTraces>();
    }

    // By OpenTelemetry's own variables, https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/: nothing is exported unless
    // somebody says where to.
    private static bool Exports(ConfigurationManager configuration, string signal) =>
        !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && configuration[$"OTEL_{signal}_EXPORTER"] is null or "otlp"
        && (configuration[$"OTEL_{signal}_EXPORTER"] is not null
            || configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
            || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });

    private static void Describe(ResourceBuilder resource, ConfigurationManager configuration) =>
        resource.AddService(configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "tasktracker", serviceVersion: WelcomeEndpoint.Version);

    /// <summary>Lines of JSON, for programs, with the trace id that a client may have been told; unless the operator chose another format.</summary>
    private static void AddStructuredLog(WebApplicationBuilder builder)
    {
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName ??= ConsoleFormatterNames.Json);
        builder.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }
}
