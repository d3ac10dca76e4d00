using System.Text.Json;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>A user with exactly the fields that the legacy server documents.</summary>
internal static class UserJson
{
    /// <summary>What has to be read of a user to write it.</summary>
    public static readonly ColumnSet<User> Columns =
        ColumnSet<User>.Of(nameof(User.Id)) | ColumnSet<User>.Of(nameof(User.Username)) | ColumnSet<User>.Of(nameof(User.Email));

    public static void WriteUser(this Utf8JsonWriter writer, User user)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", user.Id);
        writer.WriteString("username", user.Username);
        writer.WriteString("email", user.Email);
        writer.WriteEndObject();
    }
}
