using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_on_an_empty_folder_makes_its_store_and_answers_from_it_and_a_signal_ends_it_cleanly()
    {
        using var server = TrackerProcess.Start("--urls", "http://127.0.0.1:0", folder.Setting);

        var listening = await server.AddressAsync();
        var store = await server.LineWithAsync("The store is ");

        using var client = new HttpClient { BaseAddress = listening };
        using var user = await client.PostAsJsonAsync("/users/", new { username = "ada", email = "ada@example.com" });
        using var task = await client.PostAsJsonAsync("/graphql", new { query = "mutation { createTask(input: { title: \"first\", userId: 1 }) { task { title user { username } } } }" });
        Assert.Equal("""{"data":{"createTask":{"task":{"title":"first","user":{"username":"ada"}}}}}""", await task.Content.ReadAsStringAsync());
        Assert.Contains(folder.File("tasktracker.db"), store, StringComparison.Ordinal);
        Assert.Equal((0, ""), await OutcomeOf(server.StopAsync()));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_that_says_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Assert.Equal(
            (1, $"Cannot listen on {url}: another program uses this port. Stop it, or set urls to another address, such as --urls http://localhost:8001."),
            await RunAsync("--urls", url, folder.Setting));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_line_that_says_what_to_do()
    {
        var (exitCode, error) = await RunAsync("--urls", "http://192.0.2.1:8000", folder.Setting);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Cannot listen on http://192.0.2.1:8000: ", error, StringComparison.Ordinal);
        Assert.EndsWith("Set urls to another address, such as --urls http://localhost:8001.", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_one_line_that_says_what_to_do()
    {
        var file = folder.File("tasktracker.db");
        await File.WriteAllTextAsync(file, "Dear diary, today I was opened as a database.");

        Assert.Equal(
            (1, $"{file} is not a SQLite database. Move it away, or set Database:Folder to another folder."),
            await RunAsync(folder.Setting));
    }

    [Fact]
    public async Task The_database_of_another_program_is_one_line_that_says_what_to_do_and_stays_as_it_is()
    {
        Execute("CREATE TABLE users (name TEXT)");

        var (exitCode, error) = await RunAsync(folder.Setting);

        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            $"{folder.File("tasktracker.db")} is the database of another program. Move it away, or set Database:Folder to another folder.", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Execute("DROP TABLE users");
    }

    [Fact]
    public async Task The_store_of_a_newer_version_is_one_line_that_says_what_to_do()
    {
        await TrackerCommand.RunAsync("demo", "--users", "1", "--tasks", "0", folder.Setting);
        Execute("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')");

        Assert.Equal(
            (1, $"{folder.File("tasktracker.db")} belongs to a newer version of this program. Run that version, or set Database:Folder to another folder."),
            await RunAsync(folder.Setting));
    }

    [Fact]
    public async Task A_store_that_is_a_folder_is_one_line_that_says_what_to_do()
    {
        var file = folder.File("tasktracker.db");
        Directory.CreateDirectory(file);

        Assert.Equal(
            (1, $"{file} cannot be opened. Make it a file that this process may read and write, or set Database:Folder."),
            await RunAsync(folder.Setting));
    }

    [Theory]
    [InlineData]
    [InlineData("demo")]
    public async Task A_folder_that_cannot_be_made_is_one_line_that_says_what_to_do(params string[] command)
    {
        var file = folder.File("a-file");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, error) = await RunAsync([.. command, $"--Database:Folder={file}/data"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The folder {file}/data cannot be created. Give this process the right to, or set Database:Folder.", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task Bad_settings_are_all_named_whatever_they_come_from()
    {
        var ended = await TrackerProcess.RunWithAsync(
            new() { ["Database__BusyTimeoutSeconds"] = "99" }, "--Database:Durability", "Sometimes", "--Database:Foldr=x", folder.Setting);

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(
            """
            Database:Foldr is not a setting. There are Database:Provider, Database:ConnectionString, Database:Folder, Database:Durability, Database:BusyTimeoutSeconds.
            Database:Durability must be one of PowerLoss, ProcessCrash, but is Sometimes.
            Database:BusyTimeoutSeconds must be between 1 and 60, but is 99.

            """,
            ended.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("tasktracker.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments) =>
        await OutcomeOf(TrackerCommand.RunAsync(arguments));

    private static async Task<(int ExitCode, string Error)> OutcomeOf(Task<TrackerProcess.Ended> process)
    {
        var ended = await process;
        return (ended.ExitCode, ended.Error.TrimEnd('\n'));
    }
}
