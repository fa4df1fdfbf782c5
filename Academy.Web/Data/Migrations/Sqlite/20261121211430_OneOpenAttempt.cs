using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneOpenAttempt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_PersonId_Family",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PersonId_Family",
                table: "Attempts",
                columns: new[] { "PersonId", "Family" },
                unique: true,
                filter: "\"State\" IN ('Ready', 'InProgress', 'Submitted')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_PersonId_Family",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PersonId_Family",
                table: "Attempts",
                columns: new[] { "PersonId", "Family" });
        }
    }
}
