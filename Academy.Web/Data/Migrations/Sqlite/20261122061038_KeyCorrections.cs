using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeyCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Grades",
                table: "Grades");

            migrationBuilder.AddColumn<DateTime>(
                name: "LiftedAt",
                table: "RetrainingOrders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LiftedBy",
                table: "RetrainingOrders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Grades",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "CorrectionId",
                table: "Grades",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Key",
                table: "Grades",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "StandsInFor",
                table: "Cycles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Grades",
                table: "Grades",
                columns: new[] { "AttemptId", "CycleId", "Number" });

            migrationBuilder.CreateTable(
                name: "KeyCorrections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuestionId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromVersion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    ToVersion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Rejection = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyCorrections", x => x.Id);
                    table.CheckConstraint("CK_KeyCorrections_FromVersion_length", "length(\"FromVersion\") <= 64");
                    table.CheckConstraint("CK_KeyCorrections_QuestionId_length", "length(\"QuestionId\") <= 64");
                    table.CheckConstraint("CK_KeyCorrections_Reason_length", "length(\"Reason\") <= 256");
                    table.CheckConstraint("CK_KeyCorrections_Rejection_length", "length(\"Rejection\") <= 256");
                    table.CheckConstraint("CK_KeyCorrections_State_length", "length(\"State\") <= 32");
                    table.CheckConstraint("CK_KeyCorrections_ToVersion_length", "length(\"ToVersion\") <= 64");
                    table.ForeignKey(
                        name: "FK_KeyCorrections_People_DecidedBy",
                        column: x => x.DecidedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_KeyCorrections_People_ProposedBy",
                        column: x => x.ProposedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_KeyCorrections_Releases_FromReleaseId",
                        column: x => x.FromReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_KeyCorrections_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Regrades",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CorrectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CycleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OldPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    NewPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    OldOutcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    NewOutcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Certificate = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Order = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Regrades", x => x.Id);
                    table.CheckConstraint("CK_Regrades_Certificate_length", "length(\"Certificate\") <= 32");
                    table.CheckConstraint("CK_Regrades_NewOutcome_length", "length(\"NewOutcome\") <= 32");
                    table.CheckConstraint("CK_Regrades_OldOutcome_length", "length(\"OldOutcome\") <= 32");
                    table.CheckConstraint("CK_Regrades_Order_length", "length(\"Order\") <= 32");
                    table.ForeignKey(
                        name: "FK_Regrades_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Regrades_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Regrades_KeyCorrections_CorrectionId",
                        column: x => x.CorrectionId,
                        principalTable: "KeyCorrections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Regrades_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Regrades_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders",
                columns: new[] { "AttemptId", "Family" },
                unique: true,
                filter: "\"LiftedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_LiftedBy",
                table: "RetrainingOrders",
                column: "LiftedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Grades_CorrectionId",
                table: "Grades",
                column: "CorrectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_StandsInFor",
                table: "Cycles",
                column: "StandsInFor");

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_DecidedBy",
                table: "KeyCorrections",
                column: "DecidedBy");

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_FromReleaseId",
                table: "KeyCorrections",
                column: "FromReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_Number",
                table: "KeyCorrections",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_ProposedBy",
                table: "KeyCorrections",
                column: "ProposedBy");

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_QuestionId_FromVersion",
                table: "KeyCorrections",
                columns: new[] { "QuestionId", "FromVersion" },
                unique: true,
                filter: "\"State\" = 'Proposed'");

            migrationBuilder.CreateIndex(
                name: "IX_KeyCorrections_ReleaseId",
                table: "KeyCorrections",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Regrades_AttemptId_CorrectionId_CycleId",
                table: "Regrades",
                columns: new[] { "AttemptId", "CorrectionId", "CycleId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Regrades_CorrectionId",
                table: "Regrades",
                column: "CorrectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Regrades_CycleId",
                table: "Regrades",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_Regrades_OrganizationId_At",
                table: "Regrades",
                columns: new[] { "OrganizationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Regrades_PersonId_SeenAt",
                table: "Regrades",
                columns: new[] { "PersonId", "SeenAt" });

            migrationBuilder.AddForeignKey(
                name: "FK_Cycles_Cycles_StandsInFor",
                table: "Cycles",
                column: "StandsInFor",
                principalTable: "Cycles",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Grades_KeyCorrections_CorrectionId",
                table: "Grades",
                column: "CorrectionId",
                principalTable: "KeyCorrections",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_RetrainingOrders_KeyCorrections_LiftedBy",
                table: "RetrainingOrders",
                column: "LiftedBy",
                principalTable: "KeyCorrections",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Cycles_Cycles_StandsInFor",
                table: "Cycles");

            migrationBuilder.DropForeignKey(
                name: "FK_Grades_KeyCorrections_CorrectionId",
                table: "Grades");

            migrationBuilder.DropForeignKey(
                name: "FK_RetrainingOrders_KeyCorrections_LiftedBy",
                table: "RetrainingOrders");

            migrationBuilder.DropTable(
                name: "Regrades");

            migrationBuilder.DropTable(
                name: "KeyCorrections");

            migrationBuilder.DropIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders");

            migrationBuilder.DropIndex(
                name: "IX_RetrainingOrders_LiftedBy",
                table: "RetrainingOrders");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Grades",
                table: "Grades");

            migrationBuilder.DropIndex(
                name: "IX_Grades_CorrectionId",
                table: "Grades");

            migrationBuilder.DropIndex(
                name: "IX_Cycles_StandsInFor",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "LiftedAt",
                table: "RetrainingOrders");

            migrationBuilder.DropColumn(
                name: "LiftedBy",
                table: "RetrainingOrders");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Grades");

            migrationBuilder.DropColumn(
                name: "CorrectionId",
                table: "Grades");

            migrationBuilder.DropColumn(
                name: "Key",
                table: "Grades");

            migrationBuilder.DropColumn(
                name: "StandsInFor",
                table: "Cycles");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Grades",
                table: "Grades",
                columns: new[] { "AttemptId", "CycleId" });

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_AttemptId_Family",
                table: "RetrainingOrders",
                columns: new[] { "AttemptId", "Family" },
                unique: true);
        }
    }
}
