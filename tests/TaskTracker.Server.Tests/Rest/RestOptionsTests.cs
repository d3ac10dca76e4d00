using Microsoft.Extensions.Options;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class RestOptionsTests
{
    [Fact]
    public void A_spelling_that_does_not_exist_stops_the_server_at_its_start() =>
        Assert.Throws<OptionsValidationException>(() => TrackerServer.With(new() { ["Rest:StatusSpelling"] = "7" }));
}
