using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "CertificateCodes",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "CertificateCodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PhotoId",
                table: "CertificateCodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PersonPhotos",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    File = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonPhotos", x => x.Id);
                    table.CheckConstraint("CK_PersonPhotos_Hash_length", "length(\"Hash\") <= 64");
                    table.CheckConstraint("CK_PersonPhotos_Reason_length", "length(\"Reason\") <= 200");
                    table.CheckConstraint("CK_PersonPhotos_State_length", "length(\"State\") <= 32");
                    table.ForeignKey(
                        name: "FK_PersonPhotos_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "CK_CertificateEvents_Reissue_length",
                table: "CertificateEvents",
                sql: "length(\"Reissue\") <= 32");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes",
                column: "PhotoId");

            migrationBuilder.AddCheckConstraint(
                name: "CK_CertificateCodes_End_length",
                table: "CertificateCodes",
                sql: "length(\"End\") <= 32");

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

            migrationBuilder.DropCheckConstraint(
                name: "CK_CertificateEvents_Reissue_length",
                table: "CertificateEvents");

            migrationBuilder.DropIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes");

            migrationBuilder.DropCheckConstraint(
                name: "CK_CertificateCodes_End_length",
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
