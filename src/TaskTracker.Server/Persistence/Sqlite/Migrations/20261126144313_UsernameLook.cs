using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskTracker.Server.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class UsernameLook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "username_look",
                table: "users",
                type: "TEXT",
                nullable: true);

            // A name in ASCII looks like its key, unless it has odd spaces. Others that are there already keep no look: theirs is worked out in C#, and two
            // of them could have one.
            migrationBuilder.Sql("UPDATE users SET username_look = username_key WHERE username NOT GLOB '*[^ -~]*' AND trim(username) = username AND username NOT LIKE '%  %';");

            migrationBuilder.CreateIndex(
                name: "ux_users_username_look",
                table: "users",
                column: "username_look",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_users_username_look",
                table: "users");

            migrationBuilder.DropColumn(
                name: "username_look",
                table: "users");
        }
    }
}
