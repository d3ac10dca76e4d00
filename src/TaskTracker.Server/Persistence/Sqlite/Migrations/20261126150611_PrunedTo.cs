using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskTracker.Server.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PrunedTo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "pruned_to",
                table: "store_identity",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Until now the numbers had no gaps, so the oldest change told what had gone before it.
            migrationBuilder.Sql("UPDATE store_identity SET pruned_to = coalesce((SELECT min(sequence) FROM task_changes), 1) - 1;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "pruned_to",
                table: "store_identity");
        }
    }
}
