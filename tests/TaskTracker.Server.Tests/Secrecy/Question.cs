using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GraphQL.Types;
using TaskTracker.Core.Changes;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Lists;

namespace TaskTracker.Server.Tests.Secrecy;

/// <summary>Something that somebody asks through one of the doors.</summary>
public abstract record Question
{
    private const string Subscription =
        "subscription ($after: String, $until: String) { onTaskChanged(after: $after, until: $until) { "
        + "cursor kind taskVersion fromStatus toStatus actor origin at changes { field from to } task { title user { username role } createdBy { email } } } }";

    public static Gen<Question> Any(ISchema schema, int ids)
    {
        var generator = new QueryGenerator(schema, ids);
        var queries = generator.Query;
        return Gen.Frequency(
            (3, generator.Probe.Select(Question (query) => new Post(query))),
            (3, queries.Select(Question (query) => new Post(query))),
            (1, queries.Select(Question (query) => new OverSocket(query))),
            (1, queries.Select(Question (query) => new Stream(query))),
            (1, Gen.Elements<Question>(new OverSocket(new(Subscription, [])), new Stream(new(Subscription, [])), new Get("/tasks/events?after={after}&until={until}"))),
            (3, Paths(ids).Select(Question (path) => new Get(path))));
    }

    /// <summary>Asks once what everybody may, so that nothing is new about the credential later.</summary>
    public static Task WarmUpAsync(Observer observer) => new Get("/").AskAsync(observer, new("", ""));

    /// <summary>The whole answer.</summary>
    /// <param name="observer">Who asks.</param>
    /// <param name="range">The part of the log that is asked for where it is.</param>
    public abstract Task<string> AskAsync(Observer observer, ChangeLogRange range);

    private static Gen<string> Paths(int ids)
    {
        var id = Gen.Choose(0, ids);
        var list = from skip in Gen.Choose(0, 5) from limit in Gen.Choose(0, 5) select $"skip={skip}&limit={limit}";
        var search = Gen.Elements(ListGenerators.Texts).Select(text => $"search={Uri.EscapeDataString(text)}");
        return Gen.OneOf(
            Gen.Elements("/users/", "/tasks/", "/users/me"),
            id.Select(n => $"/users/{n}"),
            id.Select(n => $"/tasks/{n}"),
            list.Select(range => $"/users/?{range}"),
            list.Select(range => $"/tasks/?{range}"),
            search.Select(words => $"/tasks/?{words}"),
            id.Zip(search).Select(both => $"/users/{both.Item1}/tasks?{both.Item2}"),
            id.Select(n => $"/users/{n}/tasks"),
            id.Zip(Gen.Elements(ListGenerators.Statuses)).Select(both => $"/tasks/?user_id={both.Item1}&status={both.Item2}"),
            id.Select(n => $"/tasks/events?after={{after}}&until={{until}}&user_id={n}"));
    }

    private static async Task<string> SendAsync(Observer observer, HttpRequestMessage request)
    {
        if (observer.Credential is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", observer.Credential);
        }

        using (request)
        {
            using var response = await observer.Server.Client.SendAsync(request);
            response.Headers.Date = null;
            return $"{(int)response.StatusCode} {response.Headers}{response.Content.Headers}{await response.Content.ReadAsStringAsync()}";
        }
    }

    private static JsonObject Variables(GeneratedQuery query, ChangeLogRange range)
    {
        var variables = query.Variables.DeepClone().AsObject();
        variables["after"] = range.OldestCursor;
        variables["until"] = range.NewestCursor;
        return variables;
    }

    private sealed record Post(GeneratedQuery Query) : Question
    {
        public override Task<string> AskAsync(Observer observer, ChangeLogRange range) => SendAsync(
            observer, new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Query.Text, variables = Variables(Query, range) }) });
    }

    private sealed record Stream(GeneratedQuery Query) : Question
    {
        public override Task<string> AskAsync(Observer observer, ChangeLogRange range)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Query.Text, variables = Variables(Query, range) }) };
            request.Headers.Accept.ParseAdd("text/event-stream");
            return SendAsync(observer, request);
        }
    }

    private sealed record OverSocket(GeneratedQuery Query) : Question
    {
        public override async Task<string> AskAsync(Observer observer, ChangeLogRange range)
        {
            await using var socket = await SocketClient.SignedInAsync(observer.Server, connectionParams: observer.Credential is null ? null : new { authorization = observer.Credential });
            await socket.SubscribeAsync("1", Query.Text, Variables(Query, range));
            return string.Join('\n', (await socket.ReadToEndAsync("1")).Select(message => message.ToJsonString()));
        }
    }

    private sealed record Get(string Path) : Question
    {
        public override Task<string> AskAsync(Observer observer, ChangeLogRange range) =>
            SendAsync(observer, new(HttpMethod.Get, Path.Replace("{after}", range.OldestCursor).Replace("{until}", range.NewestCursor)));
    }
}
