using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace TaskTracker.Server.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The words of a folded text. An entry of an index is limited to 2,046 bytes, so long words are known by how they begin.
            migrationBuilder.Sql("""
                CREATE FUNCTION words_of(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                $$ SELECT array_to_tsvector(ARRAY(SELECT DISTINCT left(word, 255) FROM unnest(string_to_array(text, ' ')) AS word WHERE word <> '')) $$;
                """);

            // The place of a change in the log: its transaction, then its number in it. Numbers of a sequence would not do: a lower one may be
            // committed later, when readers have passed it.
            migrationBuilder.Sql("""
                CREATE FUNCTION next_place() RETURNS bigint LANGUAGE plpgsql VOLATILE AS
                $$
                DECLARE
                    number bigint := coalesce(nullif(current_setting('tasktracker.number', true), ''), '0')::bigint + 1;
                BEGIN
                    PERFORM set_config('tasktracker.number', number::text, true);
                    RETURN ((pg_current_xact_id()::text::bigint + (SELECT place_base FROM store_identity)) << 20) + number;
                END
                $$;
                """);

            migrationBuilder.CreateTable(
                name: "deleted_tasks",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<int>(type: "integer", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deleted_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recorded_outcomes",
                columns: table => new
                {
                    scope = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recorded_outcomes", x => new { x.scope, x.key, x.place });
                });

            migrationBuilder.CreateTable(
                name: "store_identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    cursor_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    access_epoch = table.Column<long>(type: "bigint", nullable: false),
                    pruned_to = table.Column<long>(type: "bigint", nullable: false),
                    // What the numbers of transactions are raised by; see continue_places.
                    place_base = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_identity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    username = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    username_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    username_look = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<int>(type: "integer", nullable: false, defaultValue: 2),
                    disabled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    scopes = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_keys_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sessions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<int>(type: "integer", nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    due_date = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tasks", x => x.id);
                    table.ForeignKey(
                        name: "FK_tasks_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refresh_tokens",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    session_id = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refresh_tokens", x => x.hash);
                    table.ForeignKey(
                        name: "FK_refresh_tokens_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_changes",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "next_place()"),
                    task_id = table.Column<int>(type: "integer", nullable: false),
                    task_version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<string>(type: "text", nullable: false),
                    from_status = table.Column<int>(type: "integer", nullable: true),
                    to_status = table.Column<int>(type: "integer", nullable: true),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    previous_user_id = table.Column<int>(type: "integer", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    origin = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_changes", x => x.sequence);
                    // No foreign key to tasks: the log outlives what it tells of.
                });

            migrationBuilder.CreateTable(
                name: "task_search",
                columns: table => new
                {
                    task_id = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    all_words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "words_of(title || ' ' || description)", stored: true),
                    title_words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "words_of(title)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_search", x => x.task_id);
                    table.ForeignKey(
                        name: "FK_task_search_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_user",
                table: "api_keys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ux_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deleted_tasks_deleted",
                table: "deleted_tasks",
                columns: new[] { "deleted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_recorded_outcomes_at",
                table: "recorded_outcomes",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_refresh_tokens_session",
                table: "refresh_tokens",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_expires",
                table: "sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_user",
                table: "sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_task_changes_task",
                table: "task_changes",
                columns: new[] { "task_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_task_search_all",
                table: "task_search",
                column: "all_words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_task_search_title",
                table: "task_search",
                column: "title_words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_created",
                table: "tasks",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_creator",
                table: "tasks",
                columns: new[] { "created_by", "id" },
                filter: "created_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_due",
                table: "tasks",
                columns: new[] { "due_date", "id" },
                filter: "due_date IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_status",
                table: "tasks",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_updated",
                table: "tasks",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_user",
                table: "tasks",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_username",
                table: "users",
                column: "username");

            // Names first: who has neither is told of the name, as on SQLite.
            migrationBuilder.CreateIndex(
                name: "ux_users_username_key",
                table: "users",
                column: "username_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_users_username_look",
                table: "users",
                column: "username_look",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_users_email_key",
                table: "users",
                column: "email_key",
                unique: true);

            // The first of these transactions whose changes the reader does not see: it still runs, or it has ended meanwhile and has written some.
            // VOLATILE, so that it looks with a snapshot of its own, newer than the reader's.
            migrationBuilder.Sql("""
                CREATE FUNCTION first_writer(suspects xid8[], base bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS
                $$
                BEGIN
                    RETURN (SELECT min(suspect::text::bigint) FROM unnest(suspects) AS suspect
                            WHERE NOT pg_visible_in_snapshot(suspect, pg_current_snapshot())
                               OR EXISTS (SELECT FROM task_changes
                                          WHERE sequence BETWEEN (suspect::text::bigint + base) << 20 AND ((suspect::text::bigint + base + 1) << 20) - 1));
                END
                $$;
                """);

            // Every change before this place is there for all to see: no transaction that could still write one is running. Those of other databases
            // cannot, nor those that only wake other servers, which the lock (2, 0) marks. A place that was settled once stays so: what cannot be told
            // to be one of them, because it has just ended, is looked after.
            migrationBuilder.Sql("""
                CREATE FUNCTION settled_place() RETURNS bigint LANGUAGE plpgsql STABLE AS
                $$
                DECLARE
                    seen pg_snapshot := pg_current_snapshot();
                    base bigint := (SELECT place_base FROM store_identity);
                    settled bigint := pg_snapshot_xmax(seen)::text::bigint;
                BEGIN
                    IF pg_snapshot_xmin(seen) <> pg_snapshot_xmax(seen) THEN
                        WITH held AS MATERIALIZED (SELECT pid, locktype, mode, transactionid, classid FROM pg_locks WHERE granted AND locktype IN ('transactionid', 'advisory')),
                        harmless AS (
                            SELECT own.transactionid::text::bigint AS id FROM held AS own
                            WHERE own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock'
                              AND (EXISTS (SELECT FROM held AS mark WHERE mark.pid = own.pid AND mark.locktype = 'advisory' AND mark.classid = 2)
                                OR EXISTS (SELECT FROM pg_stat_activity AS session WHERE session.pid = own.pid AND session.datname <> current_database())))
                        SELECT coalesce(first_writer(array_agg(running), base), settled) INTO settled FROM pg_snapshot_xip(seen) AS running
                        WHERE (running::text::bigint & 4294967295) NOT IN (SELECT id FROM harmless);
                    END IF;
                    RETURN (settled + base) << 20;
                END
                $$;
                """);

            // What servers count together. Not logged: after a crash it is counted from the beginning.
            migrationBuilder.Sql("""
                CREATE UNLOGGED TABLE sign_in_attempts (counted text COLLATE "C" PRIMARY KEY, attempts int NOT NULL, since timestamptz NOT NULL);
                CREATE UNLOGGED TABLE request_buckets (
                    client text COLLATE "C", size int, tokens double precision NOT NULL, filled timestamptz NOT NULL, PRIMARY KEY (client, size));
                """);

            // In a database that was restored on another cluster, the numbers of transactions begin anew. They are raised so that the log goes on.
            migrationBuilder.Sql("""
                CREATE FUNCTION continue_places() RETURNS void LANGUAGE sql VOLATILE AS
                $$
                UPDATE store_identity SET place_base = place_base + behind
                FROM (SELECT (max(sequence) >> 20) + 1 - pg_snapshot_xmax(pg_current_snapshot())::text::bigint - (SELECT place_base FROM store_identity) AS behind
                      FROM task_changes) AS log
                WHERE behind > 0
                $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "deleted_tasks");

            migrationBuilder.DropTable(
                name: "recorded_outcomes");

            migrationBuilder.DropTable(
                name: "refresh_tokens");

            migrationBuilder.DropTable(
                name: "store_identity");

            migrationBuilder.DropTable(
                name: "task_changes");

            migrationBuilder.DropTable(
                name: "task_search");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "users");
            migrationBuilder.Sql("DROP TABLE sign_in_attempts, request_buckets;");
            migrationBuilder.Sql("DROP FUNCTION words_of, next_place, first_writer, settled_place, continue_places;");
        }
    }
}
