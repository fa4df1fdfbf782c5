using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "LastDay",
                table: "Attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Minutes",
                table: "Attempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "OpensAt",
                table: "Attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "CK_Attempts_JournalHead_length",
                table: "Attempts",
                sql: "length(\"JournalHead\") <= 64");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_Attempts_JournalHead_length",
                table: "Attempts");

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
