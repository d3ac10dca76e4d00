using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>
/// Both doors lead to the same use cases: what one accepts or refuses, for whatever reason, so does the other, and the same
/// rows are left behind. Left out is what the REST contract reads more leniently on purpose ("done" for COMPLETED, "007" for 7,
/// fields that it does not know), and inputs of a wrong type together with others that break a rule: GraphQL looks at the types first.
/// </summary>
public sealed partial class EqualDoorsTests(EqualDoorsTests.Doors doors) : IClassFixture<EqualDoorsTests.Doors>
{
    /// <summary>«x*3» stands for xxx. They are sent one after the other to the same stores, in any order.</summary>
    public static TheoryData<string, string> Accepted => new()
    {
        { "create user", """{"username":"bob","email":"bob@example.com"}""" },
        { "create user", """{"username":"«x*20»","email":"«x*64»@example.com"}""" },
        { "create user", """{"username":"«🚀*20»","email":"b2@example.com"}""" },
        { "create user", """{"username":"🚀🚀🚀","email":"b3@example.com"}""" },
        { "create user", """{"username":"\ud83d\ude80ab","email":"b4@example.com"}""" },
        { "create user", """{"username":" rob ","email":"b5@example.com"}""" },
        { "create user", """{"username":"b b <b>&\"'","email":"b6@example.com"}""" },
        { "create user", """{"username":"bob7","email":"  Bob7@EXAMPLE.com "}""" },
        { "create user", """{"username":"bob8","email":"Bob <b8@example.com>"}""" },
        { "create user", """{"username":"bob9","email":"\"Bob B.\" <B@Example.COM>"}""" },
        { "create user", """{"username":"bob10","email":"bob+tag@sub.example.com"}""" },
        { "create user", """{"username":"bob11","email":"bøb@bücher.example.com"}""" },
        { "create user", """{"username":"bob12","email":"bob@xn--bcher-kva.example.com"}""" },
        { "create task", """{"userId":2,"title":"t"}""" },
        { "create task", """{"userId":2,"title":"t","description":"Grüße aus Zürich","status":"PENDING"}""" },
        { "create task", """{"userId":2,"title":"t","status":"IN_PROGRESS"}""" },
        { "create task", """{"userId":2,"title":"t","status":"COMPLETED","description":null}""" },
        { "create task", """{"userId":2,"title":"t","description":""}""" },
        { "create task", """{"userId":2,"title":"t","description":" \n"}""" },
        { "create task", """{"userId":"2","title":" t "}""" },
        { "create task", """{"userId":2,"title":"<b>&\"'\u0001\\ OR 1=1; --","description":"NEAR(a b) * ^ \"x"}""" },
        { "create task", """{"userId":2,"title":"«x*2000»","description":"«x*20000»"}""" },
        { "create task", """{"userId":2,"title":"«🚀*2000»","description":"«é*20000»"}""" },
        { "set status", """{"id":1,"status":"COMPLETED"}""" },
        { "set status", """{"id":"1","status":"PENDING"}""" },
        { "update task", """{"id":1,"status":"COMPLETED"}""" },
        { "update task", """{"id":"1","status":"IN_PROGRESS"}""" },
        // Which they have already.
        { "set status", """{"id":2,"status":"COMPLETED"}""" },
        { "update task", """{"id":3,"status":"IN_PROGRESS"}""" },
        { "read user", """{"id":1}""" },
        { "read user", """{"id":"2"}""" },
        { "read task", """{"id":1}""" },
        { "read task", """{"id":"3"}""" },
        { "list users", """{}""" },
        { "list users", """{"limit":1}""" },
        { "list users", """{"limit":0}""" },
        { "list tasks", """{}""" },
        { "list tasks", """{"status":"PENDING"}""" },
        { "list tasks", """{"userId":1}""" },
        { "list tasks", """{"userId":-1}""" },
        { "list tasks", """{"userId":1,"status":"COMPLETED","search":"buy"}""" },
        { "list tasks", """{"search":"BUY"}""" },
        { "list tasks", """{"search":"mil"}""" },
        { "list tasks", """{"search":"cafe"}""" },
        { "list tasks", """{"search":"日本"}""" },
        { "list tasks", """{"search":"🚀"}""" },
        { "list tasks", """{"search":""}""" },
        { "list tasks", """{"search":" \t"}""" },
        { "list tasks", """{"search":"\u0000"}""" },
        { "list tasks", """{"search":"buy\u0000milk"}""" },
        { "list tasks", """{"search":"\"buy* OR NEAR(' -- \\"}""" },
        { "list tasks", """{"search":"«x *5000»"}""" },
        { "list tasks", """{"search":"«🚀*5000»"}""" },
        { "list tasks of user", """{"id":1}""" },
        { "list tasks of user", """{"id":1,"status":"PENDING"}""" },
        { "list tasks of user", """{"id":"1","search":"buy"}""" },
        { "list tasks of user", """{"id":1,"status":"COMPLETED","search":"bread"}""" },
        { "list tasks of user", """{"id":2,"status":"COMPLETED"}""" },
        { "list tasks of user", """{"id":2,"search":"buy"}""" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "create user", """{"username":"","email":"bob@example.com"}""" },
        { "create user", """{"username":"ab","email":"bob@example.com"}""" },
        { "create user", """{"username":"🚀🚀","email":"bob@example.com"}""" },
        { "create user", """{"username":"   ","email":"bob@example.com"}""" },
        { "create user", """{"username":"«x*21»","email":"bob@example.com"}""" },
        { "create user", """{"username":"«x*100000»","email":"bob@example.com"}""" },
        { "create user", """{"username":"b\u0000b","email":"bob@example.com"}""" },
        { "create user", """{"username":"b\tb\n","email":"bob@example.com"}""" },
        { "create user", """{"username":"a\uFFFEb\uFFFF","email":"bob@example.com"}""" },
        { "create user", """{"username":"b\u200Bob","email":"bob@example.com"}""" },
        { "create user", """{"username":"b\u043Eb","email":"bob@example.com"}""" },
        { "create user", """{"username":"b\ud800b","email":"bob@example.com"}""" },
        { "create user", """{"username":"bob","email":"bob\udc00@example.com"}""" },
        { "create user", """{"username":"ALICE","email":"bob@example.com"}""" },
        { "create user", """{"username":"ａｌｉｃｅ","email":"bob@example.com"}""" },
        { "create user", """{"username":"ZOË","email":"bob@example.com"}""" },
        { "create user", """{"username":"bob","email":"Alice@EXAMPLE.com"}""" },
        { "create user", """{"username":"bob","email":" <alice@example.com> "}""" },
        { "create user", """{"username":"Alice","email":"alice@example.com"}""" },
        { "create user", """{"username":"Alice","email":"nowhere"}""" },
        { "create user", """{"username":"al","email":"nowhere"}""" },
        { "create user", """{"username":"bob","email":""}""" },
        { "create user", """{"username":"bob","email":"bob@"}""" },
        { "create user", """{"username":"bob","email":"@example.com"}""" },
        { "create user", """{"username":"bob","email":"bob@localhost"}""" },
        { "create user", """{"username":"bob","email":"bob@127.0.0.1"}""" },
        { "create user", """{"username":"bob","email":"bob@[127.0.0.1]"}""" },
        { "create user", """{"username":"bob","email":"bob@x.test"}""" },
        { "create user", """{"username":"bob","email":"b..b@example.com"}""" },
        { "create user", """{"username":"bob","email":"b b@example.com"}""" },
        { "create user", """{"username":"bob","email":"\"b\"@example.com"}""" },
        { "create user", """{"username":"bob","email":"b@b@example.com"}""" },
        { "create user", """{"username":"bob","email":"bob@-example.com"}""" },
        { "create user", """{"username":"bob","email":"bob\u0000@example.com"}""" },
        { "create user", """{"username":"bob","email":"«x*65»@example.com"}""" },
        { "create user", """{"username":"bob","email":"bob@«x.*200»com"}""" },
        { "create user", """{"username":"bob","email":"«x*2049»@example.com"}""" },
        { "create user", """{"username":"bob"}""" },
        { "create user", """{"email":"bob@example.com"}""" },
        { "create user", """{"username":null,"email":"bob@example.com"}""" },
        { "create user", """{"username":7,"email":"bob@example.com"}""" },
        { "create user", """{"username":["bob"],"email":"bob@example.com"}""" },
        { "create user", """{"username":"bob","email":true}""" },
        { "create task", """{"userId":1,"title":""}""" },
        { "create task", """{"userId":1,"title":" \t\n\u00a0\u3000"}""" },
        { "create task", """{"userId":1,"title":"«x*2001»"}""" },
        { "create task", """{"userId":1,"title":"«🚀*2001»"}""" },
        { "create task", """{"userId":1,"title":"t","description":"«x*20001»"}""" },
        { "create task", """{"userId":1,"title":"","description":"«x*20001»"}""" },
        { "create task", """{"userId":1,"title":"a\u0000b"}""" },
        { "create task", """{"userId":1,"title":"t","description":"\u0000"}""" },
        { "create task", """{"userId":1,"title":"a\ud83d"}""" },
        { "create task", """{"userId":1,"title":"t","description":"\ude80\ud83d"}""" },
        { "create task", """{"userId":1}""" },
        { "create task", """{"title":"t"}""" },
        { "create task", """{"userId":1,"title":null}""" },
        { "create task", """{"userId":1,"title":"t","description":7}""" },
        { "create task", """{"userId":1,"title":"t","status":"SOON"}""" },
        { "create task", """{"userId":1,"title":"t","status":""}""" },
        { "create task", """{"userId":1,"title":"t","status":null}""" },
        { "create task", """{"userId":1,"title":"t","status":1}""" },
        { "create task", """{"userId":3,"title":"t"}""" },
        { "create task", """{"userId":3,"title":""}""" },
        { "create task", """{"userId":0,"title":"t"}""" },
        { "create task", """{"userId":-1,"title":"t"}""" },
        { "create task", """{"userId":2147483647,"title":"t"}""" },
        { "create task", """{"userId":2147483648,"title":"t"}""" },
        { "create task", """{"userId":4294967297,"title":"t"}""" },
        { "create task", """{"userId":99999999999999999999,"title":""}""" },
        { "create task", """{"userId":99999999999999999999,"title":"t"}""" },
        { "create task", """{"userId":"99999999999999999999","title":"t"}""" },
        { "create task", """{"userId":"99999999999999999999","title":""}""" },
        { "create task", """{"userId":«9*100»,"title":"t"}""" },
        { "create task", """{"userId":"-99999999999999999999","title":"t"}""" },
        { "create task", """{"userId":"«9*100»","title":"t"}""" },
        { "create task", """{"userId":"soon","title":"t"}""" },
        { "create task", """{"userId":"","title":"t"}""" },
        { "create task", """{"userId":null,"title":"t"}""" },
        { "create task", """{"userId":1.5,"title":"t"}""" },
        { "create task", """{"userId":[1],"title":"t"}""" },
        { "set status", """{"id":4,"status":"COMPLETED"}""" },
        { "set status", """{"id":0,"status":"COMPLETED"}""" },
        { "set status", """{"id":-1,"status":"COMPLETED"}""" },
        { "set status", """{"id":2147483647,"status":"COMPLETED"}""" },
        { "set status", """{"id":4294967297,"status":"COMPLETED"}""" },
        { "set status", """{"id":"99999999999999999999","status":"COMPLETED"}""" },
        { "set status", """{"id":"«9*100»","status":"COMPLETED"}""" },
        { "set status", """{"id":"soon","status":"COMPLETED"}""" },
        { "set status", """{"id":1,"status":"SOON"}""" },
        { "set status", """{"id":1,"status":null}""" },
        { "set status", """{"id":1}""" },
        { "update task", """{"id":4,"status":"PENDING"}""" },
        { "update task", """{"id":1,"status":"PENDING\u0000"}""" },
        { "read user", """{"id":3}""" },
        { "read user", """{"id":0}""" },
        { "read user", """{"id":-1}""" },
        { "read user", """{"id":"4294967297"}""" },
        { "read user", """{"id":"99999999999999999999"}""" },
        { "read user", """{"id":"«9*100»"}""" },
        { "read user", """{"id":"alice"}""" },
        { "read task", """{"id":4}""" },
        { "read task", """{"id":0}""" },
        { "read task", """{"id":-2147483648}""" },
        { "read task", """{"id":"-99999999999999999999"}""" },
        { "read task", """{"id":"1 2"}""" },
        { "read task", """{"id":"٣"}""" },
        { "list users", """{"limit":-1}""" },
        { "list tasks", """{"status":"SOON"}""" },
        { "list tasks", """{"userId":"alice"}""" },
        { "list tasks", """{"search":"«x*10001»"}""" },
        { "list tasks of user", """{"id":3}""" },
        { "list tasks of user", """{"id":-1,"search":"buy"}""" },
        { "list tasks of user", """{"id":"soon"}""" },
        { "list tasks of user", """{"id":1,"status":"SOON"}""" },
        { "list tasks of user", """{"id":1,"search":"«語*10001»"}""" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task What_one_door_accepts_the_other_accepts_and_both_leave_the_same_rows(string operation, string inputs) =>
        Assert.NotNull((await SendAsync(doors.ThatAccept, operation, inputs)).Content);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_one_door_refuses_the_other_refuses_by_the_same_rule_and_neither_changes_anything(string operation, string inputs) =>
        Assert.Null((await SendAsync(doors.ThatRefuse, operation, inputs)).Content);

    private static Task<Outcome> SendAsync(DoorPair pair, string operation, string inputs) =>
        pair.SendAsync(operation, Repeated().Replace(inputs, repeated => Repeat(repeated.Groups[1].Value, repeated.Groups[2].Value)));

    private static string Repeat(string text, string times) => string.Concat(Enumerable.Repeat(text, int.Parse(times, CultureInfo.InvariantCulture)));

    /// <summary>What is refused is sent to stores that nothing changes: much of it is about ids that nobody has.</summary>
    public sealed class Doors : IDisposable
    {
        internal DoorPair ThatAccept { get; } = new();

        internal DoorPair ThatRefuse { get; } = new();

        public void Dispose()
        {
            ThatAccept.Dispose();
            ThatRefuse.Dispose();
        }
    }

    [GeneratedRegex(@"«([^»]+)\*(\d+)»")]
    private static partial Regex Repeated();
}
