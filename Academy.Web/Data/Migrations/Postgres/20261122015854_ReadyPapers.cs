using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReadyPapers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "JournalHead",
                table: "Attempts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "LastDay",
                table: "Attempts",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Minutes",
                table: "Attempts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "OpensAt",
                table: "Attempts",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "JournalHead",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "LastDay",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Minutes",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "OpensAt",
                table: "Attempts");
        }
    }
}
