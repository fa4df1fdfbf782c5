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
            migrationBuilder.AddColumn<string>(
                name: "WithdrawalReason",
                table: "Licences",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

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

            migrationBuilder.AddCheckConstraint(
                name: "CK_Licences_WithdrawalReason_length",
                table: "Licences",
                sql: "length(\"WithdrawalReason\") <= 256");
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
