namespace TaskTracker.Server.Tests.Hosting;

public sealed class TrackerServerTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public void A_fresh_store_is_made_in_the_folder_that_the_setting_names() =>
        Assert.True(File.Exists(Path.Combine(server.Folder, "tasktracker.db")));
}
