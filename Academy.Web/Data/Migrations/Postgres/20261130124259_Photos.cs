using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Photos : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Reissue",
                table: "CertificateEvents",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "CertificateCodes",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "CertificateCodes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PhotoId",
                table: "CertificateCodes",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PersonPhotos",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    File = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonPhotos", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonPhotos_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes",
                column: "PhotoId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonPhotos_Confirmed",
                table: "PersonPhotos",
                column: "PersonId",
                unique: true,
                filter: "\"State\" = 'Confirmed'");

            migrationBuilder.CreateIndex(
                name: "IX_PersonPhotos_Waiting",
                table: "PersonPhotos",
                column: "PersonId",
                unique: true,
                filter: "\"State\" = 'Waiting'");

            migrationBuilder.AddForeignKey(
                name: "FK_CertificateCodes_PersonPhotos_PhotoId",
                table: "CertificateCodes",
                column: "PhotoId",
                principalTable: "PersonPhotos",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_CertificateCodes_PersonPhotos_PhotoId",
                table: "CertificateCodes");

            migrationBuilder.DropTable(
                name: "PersonPhotos");

            migrationBuilder.DropIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes");

            migrationBuilder.DropColumn(
                name: "Reissue",
                table: "CertificateEvents");

            migrationBuilder.DropColumn(
                name: "End",
                table: "CertificateCodes");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "CertificateCodes");

            migrationBuilder.DropColumn(
                name: "PhotoId",
                table: "CertificateCodes");
        }
    }
}
