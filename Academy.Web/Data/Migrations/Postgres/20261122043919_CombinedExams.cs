using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CombinedExams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetrainingOrders_AttemptId",
                table: "RetrainingOrders");

            migrationBuilder.DropIndex(
                name: "IX_ExamAssignmentCycles_CycleId",
                table: "ExamAssignmentCycles");

            migrationBuilder.AddColumn<string>(
                name: "Blueprint",
                table: "ExamAssignmentCycles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "ExamAssignmentCycles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Family",
                table: "ExamAssignmentCycles",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            // So far an assignment had one cycle, with its own blueprint.
            migrationBuilder.Sql("""
                UPDATE "ExamAssignmentCycles" SET
                    "Blueprint" = (SELECT a."Blueprint" FROM "ExamAssignments" AS a WHERE a."Id" = "ExamAssignmentCycles"."AssignmentId"),
                    "Family" = (SELECT a."Family" FROM "ExamAssignments" AS a WHERE a."Id" = "ExamAssignmentCycles"."AssignmentId")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders",
                columns: new[] { "AttemptId", "Family" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignmentCycles_CycleId",
                table: "ExamAssignmentCycles",
                column: "CycleId",
                unique: true,
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders");

            migrationBuilder.DropIndex(
                name: "IX_ExamAssignmentCycles_CycleId",
                table: "ExamAssignmentCycles");

            migrationBuilder.DropColumn(
                name: "Blueprint",
                table: "ExamAssignmentCycles");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "ExamAssignmentCycles");

            migrationBuilder.DropColumn(
                name: "Family",
                table: "ExamAssignmentCycles");

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_AttemptId",
                table: "RetrainingOrders",
                column: "AttemptId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignmentCycles_CycleId",
                table: "ExamAssignmentCycles",
                column: "CycleId",
                unique: true);
        }
    }
}
