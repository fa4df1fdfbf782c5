using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OneJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Papers",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(type: "uuid", nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    Items = table.Column<string>(type: "character varying(60000)", maxLength: 60000, nullable: false),
                    Cycles = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Papers", x => x.AttemptId);
                    table.ForeignKey(
                        name: "FK_Papers_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql("""
                INSERT INTO "Papers" ("AttemptId", "Seed", "Items", "Cycles")
                SELECT "Id", ("Paper"::json ->> 'seed')::bigint, "Paper"::json -> 'items', nullif(("Paper"::json -> 'cycles')::text, 'null') FROM "Attempts"
                """);

            // Of each question the newest revision is the answer: a second table said the same.
            migrationBuilder.DropTable(
                name: "Answers");

            migrationBuilder.DropColumn(
                name: "Paper",
                table: "Attempts");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Paper",
                table: "Attempts",
                type: "character varying(60000)",
                maxLength: 60000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Answers",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(type: "uuid", nullable: false),
                    Q = table.Column<int>(type: "integer", nullable: false),
                    Response = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answers", x => new { x.AttemptId, x.Q });
                    table.ForeignKey(
                        name: "FK_Answers_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.Sql("""
                UPDATE "Attempts" SET "Paper" = (SELECT json_build_object('seed', p."Seed", 'items', p."Items"::json, 'cycles', p."Cycles"::json) FROM "Papers" AS p WHERE p."AttemptId" = "Attempts"."Id");
                INSERT INTO "Answers" ("AttemptId", "Q", "Revision", "Response", "SavedAt")
                SELECT r."AttemptId", r."Q", r."Revision", r."Response", r."SavedAt" FROM "AnswerRevisions" AS r
                WHERE NOT EXISTS (SELECT 1 FROM "AnswerRevisions" AS n WHERE n."AttemptId" = r."AttemptId" AND n."Q" = r."Q" AND n."Revision" > r."Revision");
                """);

            migrationBuilder.DropTable(
                name: "Papers");
        }
    }
}
