using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IndexesOfTheSweep : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_State_Deadline",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Deadline",
                table: "Attempts",
                column: "Deadline",
                filter: "\"State\" = 'InProgress'");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_SubmittedAt",
                table: "Attempts",
                column: "SubmittedAt",
                filter: "\"State\" = 'Submitted'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_Deadline",
                table: "Attempts");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_SubmittedAt",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_State_Deadline",
                table: "Attempts",
                columns: new[] { "State", "Deadline" });
        }
    }
}
