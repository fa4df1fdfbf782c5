using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PaperExams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EnteredAt",
                table: "Attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PrintedAt",
                table: "Attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PaperSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    InvigilatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreparedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    PreparedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BeganAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RecordedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperSessions", x => x.Id);
                    table.CheckConstraint("CK_PaperSessions_Place_length", "length(\"Place\") <= 100");
                    table.ForeignKey(
                        name: "FK_PaperSessions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PaperSessions_People_InvigilatorId",
                        column: x => x.InvigilatorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PaperSheets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Reprints = table.Column<int>(type: "INTEGER", nullable: false),
                    KeyedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    KeyedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Answers = table.Column<string>(type: "TEXT", maxLength: 60000, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    CheckedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperSheets", x => x.Id);
                    table.CheckConstraint("CK_PaperSheets_Answers_length", "length(\"Answers\") <= 60000");
                    table.CheckConstraint("CK_PaperSheets_Code_length", "length(\"Code\") <= 16");
                    table.CheckConstraint("CK_PaperSheets_Remark_length", "length(\"Remark\") <= 256");
                    table.CheckConstraint("CK_PaperSheets_State_length", "length(\"State\") <= 32");
                    table.ForeignKey(
                        name: "FK_PaperSheets_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PaperSheets_ExamAssignments_AssignmentId",
                        column: x => x.AssignmentId,
                        principalTable: "ExamAssignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PaperSheets_PaperSessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "PaperSessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PaperSheets_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PaperScans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SheetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaperScans", x => x.Id);
                    table.CheckConstraint("CK_PaperScans_Hash_length", "length(\"Hash\") <= 64");
                    table.CheckConstraint("CK_PaperScans_MediaType_length", "length(\"MediaType\") <= 32");
                    table.ForeignKey(
                        name: "FK_PaperScans_PaperSheets_SheetId",
                        column: x => x.SheetId,
                        principalTable: "PaperSheets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PaperScans_SheetId_Hash",
                table: "PaperScans",
                columns: new[] { "SheetId", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaperSessions_InvigilatorId",
                table: "PaperSessions",
                column: "InvigilatorId");

            migrationBuilder.CreateIndex(
                name: "IX_PaperSessions_OrganizationId_PreparedAt",
                table: "PaperSessions",
                columns: new[] { "OrganizationId", "PreparedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PaperSheets_AssignmentId",
                table: "PaperSheets",
                column: "AssignmentId");

            migrationBuilder.CreateIndex(
                name: "IX_PaperSheets_AttemptId",
                table: "PaperSheets",
                column: "AttemptId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaperSheets_Code",
                table: "PaperSheets",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaperSheets_PersonId",
                table: "PaperSheets",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_PaperSheets_SessionId_PersonId",
                table: "PaperSheets",
                columns: new[] { "SessionId", "PersonId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PaperScans");

            migrationBuilder.DropTable(
                name: "PaperSheets");

            migrationBuilder.DropTable(
                name: "PaperSessions");

            migrationBuilder.DropColumn(
                name: "EnteredAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "PrintedAt",
                table: "Attempts");
        }
    }
}
