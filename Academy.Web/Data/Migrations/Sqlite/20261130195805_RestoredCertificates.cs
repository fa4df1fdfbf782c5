using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RestoredCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CertificateId",
                table: "RestoredCodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "RestoredCodes",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HeldBy",
                table: "RestoredCodes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CertificateId",
                table: "CodeChanges",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "CodeChanges",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            // Of each change the certificate is known by its code; how codes ended is left as the journals of the first format have it, so that the two agree.
            migrationBuilder.Sql("""
                UPDATE "CodeChanges" SET "CertificateId" = (SELECT c."CertificateId" FROM "CertificateCodes" c WHERE c."List" = "CodeChanges"."List" AND c."Index" = "CodeChanges"."Index")
                """);
            migrationBuilder.Sql("""UPDATE "RestoredCodes" SET "End" = 'Superseded' WHERE "Status" = 3""");

            migrationBuilder.CreateIndex(
                name: "IX_RestoredCodes_HeldBy",
                table: "RestoredCodes",
                column: "HeldBy");

            migrationBuilder.AddCheckConstraint(
                name: "CK_RestoredCodes_End_length",
                table: "RestoredCodes",
                sql: "length(\"End\") <= 32");

            migrationBuilder.AddCheckConstraint(
                name: "CK_CodeChanges_End_length",
                table: "CodeChanges",
                sql: "length(\"End\") <= 32");

            migrationBuilder.AddForeignKey(
                name: "FK_RestoredCodes_Certificates_HeldBy",
                table: "RestoredCodes",
                column: "HeldBy",
                principalTable: "Certificates",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_RestoredCodes_Certificates_HeldBy",
                table: "RestoredCodes");

            migrationBuilder.DropIndex(
                name: "IX_RestoredCodes_HeldBy",
                table: "RestoredCodes");

            migrationBuilder.DropCheckConstraint(
                name: "CK_RestoredCodes_End_length",
                table: "RestoredCodes");

            migrationBuilder.DropCheckConstraint(
                name: "CK_CodeChanges_End_length",
                table: "CodeChanges");

            migrationBuilder.DropColumn(
                name: "CertificateId",
                table: "RestoredCodes");

            migrationBuilder.DropColumn(
                name: "End",
                table: "RestoredCodes");

            migrationBuilder.DropColumn(
                name: "HeldBy",
                table: "RestoredCodes");

            migrationBuilder.DropColumn(
                name: "CertificateId",
                table: "CodeChanges");

            migrationBuilder.DropColumn(
                name: "End",
                table: "CodeChanges");
        }
    }
}
