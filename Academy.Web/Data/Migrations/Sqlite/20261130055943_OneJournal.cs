using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Seed = table.Column<long>(type: "INTEGER", nullable: false),
                    Items = table.Column<string>(type: "TEXT", maxLength: 60000, nullable: false),
                    Cycles = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Papers", x => x.AttemptId);
                    table.CheckConstraint("CK_Papers_Cycles_length", "length(\"Cycles\") <= 1000");
                    table.CheckConstraint("CK_Papers_Items_length", "length(\"Items\") <= 60000");
                    table.ForeignKey(
                        name: "FK_Papers_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql("""
                INSERT INTO "Papers" ("AttemptId", "Seed", "Items", "Cycles")
                SELECT "Id", "Paper" ->> '$.seed', "Paper" -> '$.items', nullif("Paper" -> '$.cycles', 'null') FROM "Attempts"
                """);

            // Of each question the newest revision is the answer: a second table said the same.
            // One tree in the order of its key, so that a saved answer changes one page.
            migrationBuilder.Sql("""
                CREATE TABLE "OrderedRevisions" (
                    "AttemptId" TEXT NOT NULL,
                    "Q" INTEGER NOT NULL,
                    "Revision" INTEGER NOT NULL,
                    "Client" TEXT NOT NULL,
                    "Response" TEXT NOT NULL,
                    "SavedAt" TEXT NOT NULL,
                    CONSTRAINT "PK_AnswerRevisions" PRIMARY KEY ("AttemptId", "Q", "Revision"),
                    CONSTRAINT "CK_AnswerRevisions_Client_length" CHECK (length("Client") <= 64),
                    CONSTRAINT "CK_AnswerRevisions_Response_length" CHECK (length("Response") <= 2000),
                    CONSTRAINT "FK_AnswerRevisions_Attempts_AttemptId" FOREIGN KEY ("AttemptId") REFERENCES "Attempts" ("Id") ON DELETE RESTRICT
                ) WITHOUT ROWID;
                INSERT INTO "OrderedRevisions" ("AttemptId", "Q", "Revision", "Client", "Response", "SavedAt")
                SELECT "AttemptId", "Q", "Revision", "Client", "Response", "SavedAt" FROM "AnswerRevisions" ORDER BY "AttemptId", "Q", "Revision";
                DROP TABLE "AnswerRevisions";
                ALTER TABLE "OrderedRevisions" RENAME TO "AnswerRevisions";
                """);

            migrationBuilder.DropTable(
                name: "Answers");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Attempts_Paper_length",
                table: "Attempts");

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
                type: "TEXT",
                maxLength: 60000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Answers",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Q = table.Column<int>(type: "INTEGER", nullable: false),
                    Response = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answers", x => new { x.AttemptId, x.Q });
                    table.CheckConstraint("CK_Answers_Response_length", "length(\"Response\") <= 2000");
                    table.ForeignKey(
                        name: "FK_Answers_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.Sql("""
                UPDATE "Attempts" SET "Paper" = (SELECT json_object('seed', p."Seed", 'items', json(p."Items"), 'cycles', json(p."Cycles")) FROM "Papers" AS p WHERE p."AttemptId" = "Attempts"."Id");
                INSERT INTO "Answers" ("AttemptId", "Q", "Revision", "Response", "SavedAt")
                SELECT r."AttemptId", r."Q", r."Revision", r."Response", r."SavedAt" FROM "AnswerRevisions" AS r
                WHERE NOT EXISTS (SELECT 1 FROM "AnswerRevisions" AS n WHERE n."AttemptId" = r."AttemptId" AND n."Q" = r."Q" AND n."Revision" > r."Revision");
                """);

            migrationBuilder.DropTable(
                name: "Papers");

            migrationBuilder.AddCheckConstraint(
                name: "CK_Attempts_Paper_length",
                table: "Attempts",
                sql: "length(\"Paper\") <= 60000");
        }
    }
}
