using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportsAndLooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SecurityPhrase",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CodeLooks",
                columns: table => new
                {
                    CertificateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Place = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeLooks", x => new { x.CertificateId, x.Day, x.Place });
                    table.ForeignKey(
                        name: "FK_CodeLooks_Certificates_CertificateId",
                        column: x => x.CertificateId,
                        principalTable: "Certificates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CodeReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CertificateId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Contact = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AnsweredBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeReports", x => x.Id);
                    table.CheckConstraint("CK_CodeReports_Answer_length", "length(\"Answer\") <= 500");
                    table.CheckConstraint("CK_CodeReports_Contact_length", "length(\"Contact\") <= 60");
                    table.CheckConstraint("CK_CodeReports_Result_length", "length(\"Result\") <= 32");
                    table.CheckConstraint("CK_CodeReports_Shown_length", "length(\"Shown\") <= 256");
                    table.CheckConstraint("CK_CodeReports_Text_length", "length(\"Text\") <= 500");
                    table.ForeignKey(
                        name: "FK_CodeReports_Certificates_CertificateId",
                        column: x => x.CertificateId,
                        principalTable: "Certificates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CodeReports_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "CK_AspNetUsers_SecurityPhrase_length",
                table: "AspNetUsers",
                sql: "length(\"SecurityPhrase\") <= 20");

            migrationBuilder.CreateIndex(
                name: "IX_CodeLooks_Day",
                table: "CodeLooks",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_CodeReports_CertificateId",
                table: "CodeReports",
                column: "CertificateId");

            migrationBuilder.CreateIndex(
                name: "IX_CodeReports_OrganizationId_At",
                table: "CodeReports",
                columns: new[] { "OrganizationId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CodeLooks");

            migrationBuilder.DropTable(
                name: "CodeReports");

            migrationBuilder.DropCheckConstraint(
                name: "CK_AspNetUsers_SecurityPhrase_length",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "SecurityPhrase",
                table: "AspNetUsers");
        }
    }
}
