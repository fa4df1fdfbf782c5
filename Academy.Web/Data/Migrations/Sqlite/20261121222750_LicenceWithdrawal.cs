using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LicenceWithdrawal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // With its check in the same statement: added apart, it would rebuild the table outside of the transaction.
            migrationBuilder.Sql(
                """ALTER TABLE "Licences" ADD COLUMN "WithdrawalReason" TEXT NULL CONSTRAINT "CK_Licences_WithdrawalReason_length" CHECK (length("WithdrawalReason") <= 256);""");

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Licences",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WithdrawnBy",
                table: "Licences",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_Licences_WithdrawalReason_length",
                table: "Licences");

            migrationBuilder.DropColumn(
                name: "WithdrawalReason",
                table: "Licences");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Licences");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "Licences");
        }
    }
}
