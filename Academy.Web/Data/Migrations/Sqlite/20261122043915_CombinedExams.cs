using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "ExamAssignmentCycles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Family",
                table: "ExamAssignmentCycles",
                type: "TEXT",
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

            migrationBuilder.AddCheckConstraint(
                name: "CK_ExamAssignmentCycles_Blueprint_length",
                table: "ExamAssignmentCycles",
                sql: "length(\"Blueprint\") <= 64");

            migrationBuilder.AddCheckConstraint(
                name: "CK_ExamAssignmentCycles_Family_length",
                table: "ExamAssignmentCycles",
                sql: "length(\"Family\") <= 64");
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

            migrationBuilder.DropCheckConstraint(
                name: "CK_ExamAssignmentCycles_Blueprint_length",
                table: "ExamAssignmentCycles");

            migrationBuilder.DropCheckConstraint(
                name: "CK_ExamAssignmentCycles_Family_length",
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
