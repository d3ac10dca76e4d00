using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TaskTracker.Server.Tests.Operations;

/// <summary>The body of a request that is on its way for as long as a test likes.</summary>
internal sealed class HeldContent : HttpContent
{
    private readonly byte[] json;
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldContent(string json)
    {
        this.json = Encoding.UTF8.GetBytes(json);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Over when the server reads the body, of a request that expects 100 (Continue).</summary>
    public Task Arrived => arrived.Task;

    public void Release() => released.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        arrived.SetResult();
        await released.Task;
        await stream.WriteAsync(json);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;
        return true;
    }
}
