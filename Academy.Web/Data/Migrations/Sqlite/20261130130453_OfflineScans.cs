using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OfflineScans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsReported",
                table: "Scans",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "OnDevice_Device",
                table: "Scans",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OnDevice_IsLive",
                table: "Scans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OnDevice_ListAge",
                table: "Scans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OnDevice_ReceivedAt",
                table: "Scans",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "CK_Scans_OnDevice_Device_length",
                table: "Scans",
                sql: "length(\"OnDevice_Device\") <= 64");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_Scans_OnDevice_Device_length",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "IsReported",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "OnDevice_Device",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "OnDevice_IsLive",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "OnDevice_ListAge",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "OnDevice_ReceivedAt",
                table: "Scans");
        }
    }
}
