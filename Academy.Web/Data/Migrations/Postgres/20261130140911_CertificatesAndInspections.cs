using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CertificatesAndInspections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_State_Deadline",
                table: "Attempts");

            migrationBuilder.AddColumn<Guid>(
                name: "InspectionId",
                table: "Scans",
                type: "uuid",
                nullable: true);

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

            migrationBuilder.AddColumn<int>(
                name: "RowVersion",
                table: "CodeReports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

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

            migrationBuilder.AddColumn<int>(
                name: "Status",
                table: "CertificateCodes",
                type: "integer",
                maxLength: 32,
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "GuestAccesses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Unit = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Badge = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CodeHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    GivenBy = table.Column<Guid>(type: "uuid", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RevokedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuestAccesses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GuestAccesses_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GuestAccesses_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Inspections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    VenueId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    InspectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    First = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Second = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Authority = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    AuthorityNumber = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AccompaniedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    AccompaniedTitle = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Signature = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true),
                    LookBackOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LookedBackBy = table.Column<Guid>(type: "uuid", nullable: true),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inspections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Inspections_Inspections_LookedBackBy",
                        column: x => x.LookedBackBy,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inspections_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inspections_People_InspectorId",
                        column: x => x.InspectorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inspections_Venues_VenueId",
                        column: x => x.VenueId,
                        principalTable: "Venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "InspectorAssignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    InspectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    District = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    VenueKind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: true),
                    StartsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "date", nullable: true),
                    GivenBy = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InspectorAssignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InspectorAssignments_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_InspectorAssignments_People_InspectorId",
                        column: x => x.InspectorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "StatusLists",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    BitsHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusLists", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "TrustBundles",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Host = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrustBundles", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "FindingPhotos",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    InspectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    MediaType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingPhotos", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FindingPhotos_Inspections_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FindingPhotos_People_By",
                        column: x => x.By,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    InspectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Severity = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Place = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Findings_Inspections_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RandomDraws",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    InspectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    PeopleFrom = table.Column<string>(type: "text", nullable: false),
                    PeopleCount = table.Column<int>(type: "integer", nullable: false),
                    VenuesFrom = table.Column<string>(type: "text", nullable: false),
                    VenueCount = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RandomDraws", x => new { x.InspectionId, x.Number });
                    table.ForeignKey(
                        name: "FK_RandomDraws_Inspections_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RollCallEntries",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    InspectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Positions = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    NeedsCertificate = table.Column<bool>(type: "boolean", nullable: false),
                    IsCertified = table.Column<bool>(type: "boolean", nullable: false),
                    IdentifiedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollCallEntries", x => new { x.InspectionId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_RollCallEntries_Inspections_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RollCallEntries_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SpotQuizzes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    InspectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ReleaseId = table.Column<int>(type: "integer", nullable: false),
                    QuestionIds = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CycleId = table.Column<Guid>(type: "uuid", nullable: true),
                    RowVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotQuizzes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SpotQuizzes_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SpotQuizzes_Inspections_InspectionId",
                        column: x => x.InspectionId,
                        principalTable: "Inspections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SpotQuizzes_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SpotQuizzes_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingSteps",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    FindingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Act = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Photos = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingSteps", x => new { x.FindingId, x.Number });
                    table.ForeignKey(
                        name: "FK_FindingSteps_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FindingSteps_People_By",
                        column: x => x.By,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SpotAnswers",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    QuizId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsRight = table.Column<bool>(type: "boolean", nullable: false),
                    IsLate = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotAnswers", x => new { x.QuizId, x.Number });
                    table.ForeignKey(
                        name: "FK_SpotAnswers_SpotQuizzes_QuizId",
                        column: x => x.QuizId,
                        principalTable: "SpotQuizzes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Scans_InspectionId",
                table: "Scans",
                column: "InspectionId");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_List_Status",
                table: "CertificateCodes",
                columns: new[] { "List", "Status" },
                filter: "\"Status\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes",
                column: "PhotoId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Deadline",
                table: "Attempts",
                column: "Deadline",
                filter: "\"State\" = 'InProgress'");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_SubmittedAt",
                table: "Attempts",
                column: "SubmittedAt",
                filter: "\"State\" = 'Submitted'");

            migrationBuilder.CreateIndex(
                name: "IX_FindingPhotos_By",
                table: "FindingPhotos",
                column: "By");

            migrationBuilder.CreateIndex(
                name: "IX_FindingPhotos_InspectionId",
                table: "FindingPhotos",
                column: "InspectionId");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_InspectionId_Number",
                table: "Findings",
                columns: new[] { "InspectionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_OrganizationId_State_DueOn",
                table: "Findings",
                columns: new[] { "OrganizationId", "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PersonId",
                table: "Findings",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingSteps_By",
                table: "FindingSteps",
                column: "By");

            migrationBuilder.CreateIndex(
                name: "IX_GuestAccesses_CodeHash",
                table: "GuestAccesses",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GuestAccesses_OrganizationId_GivenAt",
                table: "GuestAccesses",
                columns: new[] { "OrganizationId", "GivenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_GuestAccesses_PersonId",
                table: "GuestAccesses",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Inspections_InspectorId_StartedAt",
                table: "Inspections",
                columns: new[] { "InspectorId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Inspections_LookedBackBy",
                table: "Inspections",
                column: "LookedBackBy");

            migrationBuilder.CreateIndex(
                name: "IX_Inspections_OrganizationId_Year_Sequence",
                table: "Inspections",
                columns: new[] { "OrganizationId", "Year", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inspections_VenueId",
                table: "Inspections",
                column: "VenueId");

            migrationBuilder.CreateIndex(
                name: "IX_InspectorAssignments_InspectorId",
                table: "InspectorAssignments",
                column: "InspectorId");

            migrationBuilder.CreateIndex(
                name: "IX_InspectorAssignments_OrganizationId",
                table: "InspectorAssignments",
                column: "OrganizationId");

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

            migrationBuilder.CreateIndex(
                name: "IX_RollCallEntries_PersonId",
                table: "RollCallEntries",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_SpotQuizzes_CycleId",
                table: "SpotQuizzes",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_SpotQuizzes_InspectionId",
                table: "SpotQuizzes",
                column: "InspectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SpotQuizzes_PersonId",
                table: "SpotQuizzes",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_SpotQuizzes_Position",
                table: "SpotQuizzes",
                column: "Position");

            migrationBuilder.AddForeignKey(
                name: "FK_CertificateCodes_PersonPhotos_PhotoId",
                table: "CertificateCodes",
                column: "PhotoId",
                principalTable: "PersonPhotos",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Scans_Inspections_InspectionId",
                table: "Scans",
                column: "InspectionId",
                principalTable: "Inspections",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            // Codes issued before there were status lists: what a list says of them follows from their certificate.
            migrationBuilder.Sql(
                """
                UPDATE "CertificateCodes" SET "Status" = (
                    SELECT CASE WHEN "State" = 'Revoked' THEN 1 WHEN "State" = 'Superseded' OR NOT "IsCurrent" THEN 3 WHEN "State" = 'Suspended' THEN 2 ELSE 0 END
                    FROM "Certificates" WHERE "Certificates"."Id" = "CertificateCodes"."CertificateId");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_CertificateCodes_PersonPhotos_PhotoId",
                table: "CertificateCodes");

            migrationBuilder.DropForeignKey(
                name: "FK_Scans_Inspections_InspectionId",
                table: "Scans");

            migrationBuilder.DropTable(
                name: "FindingPhotos");

            migrationBuilder.DropTable(
                name: "FindingSteps");

            migrationBuilder.DropTable(
                name: "GuestAccesses");

            migrationBuilder.DropTable(
                name: "InspectorAssignments");

            migrationBuilder.DropTable(
                name: "PersonPhotos");

            migrationBuilder.DropTable(
                name: "RandomDraws");

            migrationBuilder.DropTable(
                name: "RollCallEntries");

            migrationBuilder.DropTable(
                name: "SpotAnswers");

            migrationBuilder.DropTable(
                name: "StatusLists");

            migrationBuilder.DropTable(
                name: "TrustBundles");

            migrationBuilder.DropTable(
                name: "Findings");

            migrationBuilder.DropTable(
                name: "SpotQuizzes");

            migrationBuilder.DropTable(
                name: "Inspections");

            migrationBuilder.DropIndex(
                name: "IX_Scans_InspectionId",
                table: "Scans");

            migrationBuilder.DropIndex(
                name: "IX_CertificateCodes_List_Status",
                table: "CertificateCodes");

            migrationBuilder.DropIndex(
                name: "IX_CertificateCodes_PhotoId",
                table: "CertificateCodes");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_Deadline",
                table: "Attempts");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_SubmittedAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "InspectionId",
                table: "Scans");

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

            migrationBuilder.DropColumn(
                name: "RowVersion",
                table: "CodeReports");

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

            migrationBuilder.DropColumn(
                name: "Status",
                table: "CertificateCodes");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_State_Deadline",
                table: "Attempts",
                columns: new[] { "State", "Deadline" });
        }
    }
}
