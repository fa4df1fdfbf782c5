using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.Sql("""UPDATE "CertificateCodes" SET "StatusSince" = "IssuedAt" """);

            migrationBuilder.CreateTable(
                name: "CodeChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Number = table.Column<long>(type: "INTEGER", nullable: true),
                    List = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    PayloadHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeChanges", x => x.Id);
                    table.CheckConstraint("CK_CodeChanges_List_length", "length(\"List\") <= 4");
                });

            migrationBuilder.CreateTable(
                name: "Lives",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Origin = table.Column<Guid>(type: "TEXT", nullable: false),
                    Identity = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    BeganAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reached = table.Column<long>(type: "INTEGER", nullable: false),
                    CompleteAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CompletedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lives", x => x.Number);
                    table.CheckConstraint("CK_Lives_Identity_length", "length(\"Identity\") <= 256");
                });

            migrationBuilder.CreateTable(
                name: "RestoredCodes",
                columns: table => new
                {
                    List = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    PayloadHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", maxLength: 32, nullable: false),
                    StatusSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RestoredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RestoredCodes", x => new { x.List, x.Index });
                    table.CheckConstraint("CK_RestoredCodes_List_length", "length(\"List\") <= 4");
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
