using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TrustAndStatus : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Status",
                table: "CertificateCodes",
                type: "INTEGER",
                maxLength: 32,
                nullable: false,
                defaultValue: 0);

            // What the states of the certificates were before their codes said so themselves.
            migrationBuilder.Sql(
                """
                UPDATE "CertificateCodes" SET "Status" = (
                  SELECT CASE WHEN c."State" = 'Revoked' THEN 1 WHEN c."State" = 'Superseded' OR NOT "CertificateCodes"."IsCurrent" THEN 3 WHEN c."State" = 'Suspended' THEN 2 ELSE 0 END
                  FROM "Certificates" c WHERE c."Id" = "CertificateCodes"."CertificateId")
                """);

            migrationBuilder.CreateTable(
                name: "StatusLists",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BitsHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusLists", x => x.Name);
                    table.CheckConstraint("CK_StatusLists_Name_length", "length(\"Name\") <= 4");
                });

            migrationBuilder.CreateTable(
                name: "TrustBundles",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrustBundles", x => x.Sequence);
                    table.CheckConstraint("CK_TrustBundles_Host_length", "length(\"Host\") <= 256");
                });

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_List_Status",
                table: "CertificateCodes",
                columns: new[] { "List", "Status" },
                filter: "\"Status\" <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StatusLists");

            migrationBuilder.DropTable(
                name: "TrustBundles");

            migrationBuilder.DropIndex(
                name: "IX_CertificateCodes_List_Status",
                table: "CertificateCodes");

            migrationBuilder.DropColumn(
                name: "Status",
                table: "CertificateCodes");
        }
    }
}
