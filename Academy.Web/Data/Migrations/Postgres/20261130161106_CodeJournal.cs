using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CodeJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "StatusSince",
                table: "CertificateCodes",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.Sql("""UPDATE "CertificateCodes" SET "StatusSince" = "IssuedAt" """);

            migrationBuilder.CreateTable(
                name: "CodeChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Number = table.Column<long>(type: "bigint", nullable: true),
                    List = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    Index = table.Column<int>(type: "integer", nullable: false),
                    PayloadHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Lives",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Origin = table.Column<Guid>(type: "uuid", nullable: false),
                    Identity = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    BeganAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reached = table.Column<long>(type: "bigint", nullable: false),
                    CompleteAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CompletedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lives", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RestoredCodes",
                columns: table => new
                {
                    List = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    Index = table.Column<int>(type: "integer", nullable: false),
                    PayloadHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Status = table.Column<int>(type: "integer", maxLength: 32, nullable: false),
                    StatusSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RestoredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RestoredCodes", x => new { x.List, x.Index });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CodeChanges_Number",
                table: "CodeChanges",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CodeChanges_Waiting",
                table: "CodeChanges",
                column: "Id",
                filter: "\"Number\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CodeChanges");

            migrationBuilder.DropTable(
                name: "Lives");

            migrationBuilder.DropTable(
                name: "RestoredCodes");

            migrationBuilder.DropColumn(
                name: "StatusSince",
                table: "CertificateCodes");
        }
    }
}
