using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "OnDevice_Device",
                table: "Scans",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OnDevice_IsLive",
                table: "Scans",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OnDevice_ListAge",
                table: "Scans",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OnDevice_ReceivedAt",
                table: "Scans",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
