using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskTracker.Server.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DeletedTasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deleted_tasks",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    created_by = table.Column<int>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    task = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deleted_tasks", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_deleted_tasks_deleted",
                table: "deleted_tasks",
                columns: new[] { "deleted_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deleted_tasks");
        }
    }
}
