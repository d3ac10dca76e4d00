namespace TaskTracker.Server.Tests.Doors;

/// <summary>Both doors, each to a store with the same rows, from case to case.</summary>
internal sealed class DoorPair : IDisposable
{
    // Made through the door itself, so that the origin of every change is the door.
    private static readonly (string Operation, string Inputs)[] Start =
    [
        ("create user", """{"username":"alice","email":"alice@example.com"}"""),
        ("create user", """{"username":"Zoë","email":"zoe@example.com"}"""),
        ("create task", """{"userId":1,"title":"Buy milk","description":"Café, 2 litres"}"""),
        ("create task", """{"userId":1,"title":"Buy bread","status":"COMPLETED"}"""),
        ("create task", """{"userId":2,"title":"日本語 🚀","status":"IN_PROGRESS"}"""),
    ];

    private Door[] doors = [];
    private string rowsBefore = "";

    /// <summary>Sends an operation through both and fails where they differ, in the answer or in the rows.</summary>
    internal async Task<Outcome> SendAsync(string operation, string inputs)
    {
        if (doors.Length == 0)
        {
            await OpenAsync();
        }

        var graphQL = await doors[0].SendAsync(Operation.All[operation], inputs);
        var rest = await doors[1].SendAsync(Operation.All[operation], inputs);
        var before = rowsBefore;
        rowsBefore = await AssertSameRowsAsync();

        Assert.Equal(graphQL.ToString(), rest.ToString());
        Assert.True(graphQL.Content is not null || rowsBefore == before, "A refused operation changed something.");
        return graphQL;
    }

    public void Dispose()
    {
        foreach (var door in doors)
        {
            door.Dispose();
        }

        doors = [];
    }

    private async Task OpenAsync()
    {
        doors = [new GraphQLDoor(), new RestDoor()];
        foreach (var door in doors)
        {
            foreach (var (operation, inputs) in Start)
            {
                Assert.NotNull((await door.SendAsync(Operation.All[operation], inputs)).Content);
                door.Server.Clock.Advance(TimeSpan.FromTicks(12_345_678));
            }
        }

        rowsBefore = await AssertSameRowsAsync();
    }

    private async Task<string> AssertSameRowsAsync()
    {
        var graphQL = await StoredRows.ReadAsync(doors[0]);
        var rest = await StoredRows.ReadAsync(doors[1]);
        if (graphQL != rest)
        {
            // The next case shall not suffer for this one.
            Dispose();
        }

        Assert.Equal(graphQL, rest);
        Assert.DoesNotContain("origin=", graphQL, StringComparison.Ordinal);
        return graphQL;
    }
}
