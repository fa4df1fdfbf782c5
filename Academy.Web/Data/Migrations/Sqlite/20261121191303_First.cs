using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Actor = table.Column<Guid>(type: "TEXT", nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                    table.CheckConstraint("CK_AuditEntries_Action_length", "length(\"Action\") <= 64");
                    table.CheckConstraint("CK_AuditEntries_Detail_length", "length(\"Detail\") <= 2000");
                    table.CheckConstraint("CK_AuditEntries_Source_length", "length(\"Source\") <= 64");
                });

            migrationBuilder.CreateTable(
                name: "ContentBlobs",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentBlobs", x => x.Hash);
                    table.CheckConstraint("CK_ContentBlobs_Hash_length", "length(\"Hash\") <= 64");
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionElements",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionElements", x => x.Name);
                    table.CheckConstraint("CK_DataProtectionElements_Name_length", "length(\"Name\") <= 256");
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                    table.CheckConstraint("CK_Groups_Name_length", "length(\"Name\") <= 256");
                });

            migrationBuilder.CreateTable(
                name: "Keys",
                columns: table => new
                {
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kid = table.Column<byte>(type: "INTEGER", nullable: false),
                    X = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Y = table.Column<byte[]>(type: "BLOB", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    SealedPrivateKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    IsDemo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Keys", x => new { x.Purpose, x.Kid });
                    table.CheckConstraint("CK_Keys_Purpose_length", "length(\"Purpose\") <= 32");
                    table.CheckConstraint("CK_Keys_State_length", "length(\"State\") <= 16");
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Phone = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PhoneHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    IdNumber = table.Column<byte[]>(type: "BLOB", nullable: true),
                    IdNumberHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LargeType = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                    table.CheckConstraint("CK_People_IdNumberHash_length", "length(\"IdNumberHash\") <= 64");
                    table.CheckConstraint("CK_People_Name_length", "length(\"Name\") <= 60");
                    table.CheckConstraint("CK_People_PhoneHash_length", "length(\"PhoneHash\") <= 64");
                });

            migrationBuilder.CreateTable(
                name: "Releases",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PublishedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Releases", x => x.Id);
                    table.CheckConstraint("CK_Releases_Hash_length", "length(\"Hash\") <= 64");
                });

            migrationBuilder.CreateTable(
                name: "Organizations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    LegalName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    SignName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    CreditCode = table.Column<string>(type: "TEXT", maxLength: 18, nullable: true),
                    District = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    ResponsiblePerson = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    SafetyOfficer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    GroupId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsDemo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organizations", x => x.Id);
                    table.CheckConstraint("CK_Organizations_Code_length", "length(\"Code\") <= 12");
                    table.CheckConstraint("CK_Organizations_CreditCode_length", "length(\"CreditCode\") <= 18");
                    table.CheckConstraint("CK_Organizations_District_length", "length(\"District\") <= 256");
                    table.CheckConstraint("CK_Organizations_LegalName_length", "length(\"LegalName\") <= 256");
                    table.CheckConstraint("CK_Organizations_ResponsiblePerson_length", "length(\"ResponsiblePerson\") <= 256");
                    table.CheckConstraint("CK_Organizations_SafetyOfficer_length", "length(\"SafetyOfficer\") <= 256");
                    table.CheckConstraint("CK_Organizations_SignName_length", "length(\"SignName\") <= 256");
                    table.ForeignKey(
                        name: "FK_Organizations_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                    table.CheckConstraint("CK_AspNetUsers_ConcurrencyStamp_length", "length(\"ConcurrencyStamp\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_Email_length", "length(\"Email\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_NormalizedEmail_length", "length(\"NormalizedEmail\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_NormalizedUserName_length", "length(\"NormalizedUserName\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_PasswordHash_length", "length(\"PasswordHash\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_PhoneNumber_length", "length(\"PhoneNumber\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_SecurityStamp_length", "length(\"SecurityStamp\") <= 256");
                    table.CheckConstraint("CK_AspNetUsers_UserName_length", "length(\"UserName\") <= 256");
                    table.ForeignKey(
                        name: "FK_AspNetUsers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Licences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CheckedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Licences", x => x.Id);
                    table.CheckConstraint("CK_Licences_Issuer_length", "length(\"Issuer\") <= 256");
                    table.CheckConstraint("CK_Licences_Kind_length", "length(\"Kind\") <= 256");
                    table.CheckConstraint("CK_Licences_Number_length", "length(\"Number\") <= 256");
                    table.ForeignKey(
                        name: "FK_Licences_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StudyClocks",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Nonce = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LastBeatAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StudyClocks", x => x.PersonId);
                    table.CheckConstraint("CK_StudyClocks_Lesson_length", "length(\"Lesson\") <= 80");
                    table.CheckConstraint("CK_StudyClocks_Nonce_length", "length(\"Nonce\") <= 64");
                    table.ForeignKey(
                        name: "FK_StudyClocks_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StudyProgress",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Lesson = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    FurthestCard = table.Column<int>(type: "INTEGER", nullable: false),
                    Checkpoints = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    CompletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CompletedIn = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StudyProgress", x => x.Id);
                    table.CheckConstraint("CK_StudyProgress_Checkpoints_length", "length(\"Checkpoints\") <= 2000");
                    table.CheckConstraint("CK_StudyProgress_CompletedIn_length", "length(\"CompletedIn\") <= 32");
                    table.CheckConstraint("CK_StudyProgress_Lesson_length", "length(\"Lesson\") <= 80");
                    table.ForeignKey(
                        name: "FK_StudyProgress_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseFiles",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    BlobHash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFiles", x => new { x.ReleaseId, x.Path });
                    table.CheckConstraint("CK_ReleaseFiles_BlobHash_length", "length(\"BlobHash\") <= 256");
                    table.CheckConstraint("CK_ReleaseFiles_Path_length", "length(\"Path\") <= 256");
                    table.ForeignKey(
                        name: "FK_ReleaseFiles_ContentBlobs_BlobHash",
                        column: x => x.BlobHash,
                        principalTable: "ContentBlobs",
                        principalColumn: "Hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReleaseFiles_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClassroomSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Trainer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PlannedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlannedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Lessons = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassroomSessions", x => x.Id);
                    table.CheckConstraint("CK_ClassroomSessions_Lessons_length", "length(\"Lessons\") <= 4000");
                    table.CheckConstraint("CK_ClassroomSessions_Place_length", "length(\"Place\") <= 256");
                    table.CheckConstraint("CK_ClassroomSessions_Title_length", "length(\"Title\") <= 256");
                    table.CheckConstraint("CK_ClassroomSessions_Trainer_length", "length(\"Trainer\") <= 256");
                    table.ForeignKey(
                        name: "FK_ClassroomSessions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Departments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Departments", x => x.Id);
                    table.CheckConstraint("CK_Departments_Name_length", "length(\"Name\") <= 256");
                    table.ForeignKey(
                        name: "FK_Departments_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExamAssignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Blueprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Family = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExamAssignments", x => x.Id);
                    table.CheckConstraint("CK_ExamAssignments_Blueprint_length", "length(\"Blueprint\") <= 64");
                    table.CheckConstraint("CK_ExamAssignments_Family_length", "length(\"Family\") <= 64");
                    table.CheckConstraint("CK_ExamAssignments_Mode_length", "length(\"Mode\") <= 32");
                    table.ForeignKey(
                        name: "FK_ExamAssignments_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ExamAssignments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ExamAssignments_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Positions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    IsHighRisk = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsManager = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Positions", x => x.Number);
                    table.CheckConstraint("CK_Positions_Code_length", "length(\"Code\") <= 16");
                    table.CheckConstraint("CK_Positions_Name_length", "length(\"Name\") <= 256");
                    table.ForeignKey(
                        name: "FK_Positions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Venues",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    IsPublicAssembly = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsHighRise = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Venues", x => x.Id);
                    table.CheckConstraint("CK_Venues_Address_length", "length(\"Address\") <= 256");
                    table.CheckConstraint("CK_Venues_Kind_length", "length(\"Kind\") <= 32");
                    table.CheckConstraint("CK_Venues_Name_length", "length(\"Name\") <= 256");
                    table.ForeignKey(
                        name: "FK_Venues_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ActivationSlips",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PrintedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    PrintedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ActivationSlips", x => x.Id);
                    table.CheckConstraint("CK_ActivationSlips_CodeHash_length", "length(\"CodeHash\") <= 64");
                    table.ForeignKey(
                        name: "FK_ActivationSlips_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.CheckConstraint("CK_AspNetUserClaims_ClaimType_length", "length(\"ClaimType\") <= 256");
                    table.CheckConstraint("CK_AspNetUserClaims_ClaimValue_length", "length(\"ClaimValue\") <= 256");
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.CheckConstraint("CK_AspNetUserLogins_LoginProvider_length", "length(\"LoginProvider\") <= 256");
                    table.CheckConstraint("CK_AspNetUserLogins_ProviderDisplayName_length", "length(\"ProviderDisplayName\") <= 256");
                    table.CheckConstraint("CK_AspNetUserLogins_ProviderKey_length", "length(\"ProviderKey\") <= 256");
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.CheckConstraint("CK_AspNetUserTokens_LoginProvider_length", "length(\"LoginProvider\") <= 256");
                    table.CheckConstraint("CK_AspNetUserTokens_Name_length", "length(\"Name\") <= 256");
                    table.CheckConstraint("CK_AspNetUserTokens_Value_length", "length(\"Value\") <= 256");
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PinHash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                    table.CheckConstraint("CK_Devices_Label_length", "length(\"Label\") <= 256");
                    table.CheckConstraint("CK_Devices_PinHash_length", "length(\"PinHash\") <= 256");
                    table.CheckConstraint("CK_Devices_TokenHash_length", "length(\"TokenHash\") <= 64");
                    table.ForeignKey(
                        name: "FK_Devices_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClassroomAttendances",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SignedInAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SignedOutAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PassedCheckpoint = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassroomAttendances", x => new { x.SessionId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ClassroomAttendances_ClassroomSessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "ClassroomSessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ClassroomAttendances_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoleGrants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DepartmentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    GrantedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleGrants", x => x.Id);
                    table.CheckConstraint("CK_RoleGrants_Role_length", "length(\"Role\") <= 32");
                    table.ForeignKey(
                        name: "FK_RoleGrants_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RoleGrants_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RoleGrants_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Attempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    Blueprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Family = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Paper = table.Column<string>(type: "TEXT", maxLength: 60000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Deadline = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SubmittedBy = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    LeaseClient = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Lease = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Id);
                    table.CheckConstraint("CK_Attempts_Blueprint_length", "length(\"Blueprint\") <= 64");
                    table.CheckConstraint("CK_Attempts_Family_length", "length(\"Family\") <= 64");
                    table.CheckConstraint("CK_Attempts_Kind_length", "length(\"Kind\") <= 32");
                    table.CheckConstraint("CK_Attempts_Lease_length", "length(\"Lease\") <= 64");
                    table.CheckConstraint("CK_Attempts_LeaseClient_length", "length(\"LeaseClient\") <= 64");
                    table.CheckConstraint("CK_Attempts_Mode_length", "length(\"Mode\") <= 32");
                    table.CheckConstraint("CK_Attempts_Paper_length", "length(\"Paper\") <= 60000");
                    table.CheckConstraint("CK_Attempts_State_length", "length(\"State\") <= 32");
                    table.CheckConstraint("CK_Attempts_SubmittedBy_length", "length(\"SubmittedBy\") <= 32");
                    table.ForeignKey(
                        name: "FK_Attempts_ExamAssignments_AssignmentId",
                        column: x => x.AssignmentId,
                        principalTable: "ExamAssignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attempts_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Attempts_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Cohorts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cohorts", x => x.Id);
                    table.CheckConstraint("CK_Cohorts_Name_length", "length(\"Name\") <= 256");
                    table.ForeignKey(
                        name: "FK_Cohorts_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Cohorts_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PracticalAssessments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Passed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Observations = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Assessor = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssessedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PracticalAssessments", x => x.Id);
                    table.CheckConstraint("CK_PracticalAssessments_Observations_length", "length(\"Observations\") <= 2000");
                    table.ForeignKey(
                        name: "FK_PracticalAssessments_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PracticalAssessments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PracticalAssessments_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Engagements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StaffNumber = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Employer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    VenueId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DepartmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Engagements", x => x.Id);
                    table.CheckConstraint("CK_Engagements_Employer_length", "length(\"Employer\") <= 256");
                    table.CheckConstraint("CK_Engagements_Kind_length", "length(\"Kind\") <= 32");
                    table.CheckConstraint("CK_Engagements_StaffNumber_length", "length(\"StaffNumber\") <= 32");
                    table.ForeignKey(
                        name: "FK_Engagements_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Engagements_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Engagements_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Engagements_Venues_VenueId",
                        column: x => x.VenueId,
                        principalTable: "Venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AnswerRevisions",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Q = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Response = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Client = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerRevisions", x => new { x.AttemptId, x.Q, x.Revision });
                    table.CheckConstraint("CK_AnswerRevisions_Client_length", "length(\"Client\") <= 64");
                    table.CheckConstraint("CK_AnswerRevisions_Response_length", "length(\"Response\") <= 2000");
                    table.ForeignKey(
                        name: "FK_AnswerRevisions_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Answers",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Q = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Response = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answers", x => new { x.AttemptId, x.Q });
                    table.CheckConstraint("CK_Answers_Response_length", "length(\"Response\") <= 2000");
                    table.ForeignKey(
                        name: "FK_Answers_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RetrainingOrders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Family = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WaitUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SignedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SignedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CompletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetrainingOrders", x => x.Id);
                    table.CheckConstraint("CK_RetrainingOrders_Evidence_length", "length(\"Evidence\") <= 2000");
                    table.CheckConstraint("CK_RetrainingOrders_Family_length", "length(\"Family\") <= 64");
                    table.CheckConstraint("CK_RetrainingOrders_Step_length", "length(\"Step\") <= 32");
                    table.ForeignKey(
                        name: "FK_RetrainingOrders_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RetrainingOrders_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Cycles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CohortId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReleaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    RequirementVersion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AssignedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cycles", x => x.Id);
                    table.CheckConstraint("CK_Cycles_RequirementVersion_length", "length(\"RequirementVersion\") <= 64");
                    table.CheckConstraint("CK_Cycles_Round_length", "length(\"Round\") <= 32");
                    table.CheckConstraint("CK_Cycles_State_length", "length(\"State\") <= 32");
                    table.ForeignKey(
                        name: "FK_Cycles_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Cycles_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Cycles_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Cycles_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Cycles_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EngagementPositions",
                columns: table => new
                {
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EngagementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EngagementPositions", x => new { x.EngagementId, x.Position, x.StartsOn });
                    table.ForeignKey(
                        name: "FK_EngagementPositions_Engagements_EngagementId",
                        column: x => x.EngagementId,
                        principalTable: "Engagements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_EngagementPositions_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PracticeAnswers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuestionId = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    QuestionVersion = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    KnowledgePoint = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    IsRight = table.Column<bool>(type: "INTEGER", nullable: false),
                    Setting = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RetrainingOrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PracticeAnswers", x => x.Id);
                    table.CheckConstraint("CK_PracticeAnswers_KnowledgePoint_length", "length(\"KnowledgePoint\") <= 256");
                    table.CheckConstraint("CK_PracticeAnswers_QuestionId_length", "length(\"QuestionId\") <= 256");
                    table.CheckConstraint("CK_PracticeAnswers_QuestionVersion_length", "length(\"QuestionVersion\") <= 256");
                    table.CheckConstraint("CK_PracticeAnswers_Setting_length", "length(\"Setting\") <= 32");
                    table.ForeignKey(
                        name: "FK_PracticeAnswers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PracticeAnswers_RetrainingOrders_RetrainingOrderId",
                        column: x => x.RetrainingOrderId,
                        principalTable: "RetrainingOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RetrainingTasks",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    KnowledgePoint = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetrainingTasks", x => new { x.OrderId, x.Number });
                    table.CheckConstraint("CK_RetrainingTasks_Kind_length", "length(\"Kind\") <= 32");
                    table.CheckConstraint("CK_RetrainingTasks_KnowledgePoint_length", "length(\"KnowledgePoint\") <= 256");
                    table.ForeignKey(
                        name: "FK_RetrainingTasks_RetrainingOrders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "RetrainingOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CycleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HolderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    VenueId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HolderName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PositionName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    OrganizationName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    IssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Suspension = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.Id);
                    table.CheckConstraint("CK_Certificates_HolderName_length", "length(\"HolderName\") <= 60");
                    table.CheckConstraint("CK_Certificates_Mode_length", "length(\"Mode\") <= 32");
                    table.CheckConstraint("CK_Certificates_OrganizationName_length", "length(\"OrganizationName\") <= 256");
                    table.CheckConstraint("CK_Certificates_PositionName_length", "length(\"PositionName\") <= 256");
                    table.CheckConstraint("CK_Certificates_State_length", "length(\"State\") <= 32");
                    table.CheckConstraint("CK_Certificates_Suspension_length", "length(\"Suspension\") <= 32");
                    table.ForeignKey(
                        name: "FK_Certificates_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_People_HolderId",
                        column: x => x.HolderId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_Venues_VenueId",
                        column: x => x.VenueId,
                        principalTable: "Venues",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExamAssignmentCycles",
                columns: table => new
                {
                    CycleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignmentId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExamAssignmentCycles", x => new { x.AssignmentId, x.CycleId });
                    table.ForeignKey(
                        name: "FK_ExamAssignmentCycles_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ExamAssignmentCycles_ExamAssignments_AssignmentId",
                        column: x => x.AssignmentId,
                        principalTable: "ExamAssignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Grades",
                columns: table => new
                {
                    CycleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    PassMark = table.Column<int>(type: "INTEGER", nullable: false),
                    Abilities = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Missed = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    MissedCritical = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    GradedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Grades", x => new { x.AttemptId, x.CycleId });
                    table.CheckConstraint("CK_Grades_Abilities_length", "length(\"Abilities\") <= 4000");
                    table.CheckConstraint("CK_Grades_Missed_length", "length(\"Missed\") <= 16000");
                    table.CheckConstraint("CK_Grades_MissedCritical_length", "length(\"MissedCritical\") <= 16000");
                    table.CheckConstraint("CK_Grades_Outcome_length", "length(\"Outcome\") <= 32");
                    table.ForeignKey(
                        name: "FK_Grades_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Grades_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CertificateCodes",
                columns: table => new
                {
                    List = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    CertificateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payload = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Token = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    KeyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsCurrent = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateCodes", x => new { x.CertificateId, x.List, x.Index });
                    table.CheckConstraint("CK_CertificateCodes_Host_length", "length(\"Host\") <= 256");
                    table.CheckConstraint("CK_CertificateCodes_List_length", "length(\"List\") <= 4");
                    table.CheckConstraint("CK_CertificateCodes_Token_length", "length(\"Token\") <= 400");
                    table.ForeignKey(
                        name: "FK_CertificateCodes_Certificates_CertificateId",
                        column: x => x.CertificateId,
                        principalTable: "Certificates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CertificateEvents",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    CertificateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateEvents", x => new { x.CertificateId, x.Number });
                    table.CheckConstraint("CK_CertificateEvents_Act_length", "length(\"Act\") <= 32");
                    table.CheckConstraint("CK_CertificateEvents_Reason_length", "length(\"Reason\") <= 500");
                    table.ForeignKey(
                        name: "FK_CertificateEvents_Certificates_CertificateId",
                        column: x => x.CertificateId,
                        principalTable: "Certificates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Scans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    InspectorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CertificateId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Shown = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Match = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    MatchedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Scans", x => x.Id);
                    table.CheckConstraint("CK_Scans_Match_length", "length(\"Match\") <= 32");
                    table.CheckConstraint("CK_Scans_Result_length", "length(\"Result\") <= 32");
                    table.CheckConstraint("CK_Scans_Shown_length", "length(\"Shown\") <= 256");
                    table.ForeignKey(
                        name: "FK_Scans_Certificates_CertificateId",
                        column: x => x.CertificateId,
                        principalTable: "Certificates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Scans_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Scans_People_InspectorId",
                        column: x => x.InspectorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ActivationSlips_CodeHash",
                table: "ActivationSlips",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ActivationSlips_UserId",
                table: "ActivationSlips",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_PersonId",
                table: "AspNetUsers",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_AssignmentId",
                table: "Attempts",
                column: "AssignmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PersonId_AssignmentId_Number",
                table: "Attempts",
                columns: new[] { "PersonId", "AssignmentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PersonId_Family",
                table: "Attempts",
                columns: new[] { "PersonId", "Family" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReleaseId",
                table: "Attempts",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_State_Deadline",
                table: "Attempts",
                columns: new[] { "State", "Deadline" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_OrganizationId_At",
                table: "AuditEntries",
                columns: new[] { "OrganizationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Subject",
                table: "AuditEntries",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_CertificateCodes_List_Index",
                table: "CertificateCodes",
                columns: new[] { "List", "Index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_AttemptId_Position",
                table: "Certificates",
                columns: new[] { "AttemptId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_CycleId",
                table: "Certificates",
                column: "CycleId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_HolderId_OrganizationId_Position",
                table: "Certificates",
                columns: new[] { "HolderId", "OrganizationId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_OrganizationId_ExpiresOn",
                table: "Certificates",
                columns: new[] { "OrganizationId", "ExpiresOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Position",
                table: "Certificates",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_VenueId",
                table: "Certificates",
                column: "VenueId");

            migrationBuilder.CreateIndex(
                name: "IX_ClassroomAttendances_PersonId",
                table: "ClassroomAttendances",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ClassroomSessions_OrganizationId",
                table: "ClassroomSessions",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Cohorts_OrganizationId",
                table: "Cohorts",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Cohorts_Position",
                table: "Cohorts",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_CohortId",
                table: "Cycles",
                column: "CohortId");

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_OrganizationId_State",
                table: "Cycles",
                columns: new[] { "OrganizationId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_PersonId_OrganizationId_Position_Number",
                table: "Cycles",
                columns: new[] { "PersonId", "OrganizationId", "Position", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_Position",
                table: "Cycles",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_ReleaseId",
                table: "Cycles",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Departments_OrganizationId",
                table: "Departments",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_TokenHash",
                table: "Devices",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Devices_UserId",
                table: "Devices",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_EngagementPositions_Position",
                table: "EngagementPositions",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_DepartmentId",
                table: "Engagements",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_OrganizationId_StaffNumber",
                table: "Engagements",
                columns: new[] { "OrganizationId", "StaffNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_PersonId",
                table: "Engagements",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_VenueId",
                table: "Engagements",
                column: "VenueId");

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignmentCycles_CycleId",
                table: "ExamAssignmentCycles",
                column: "CycleId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignments_OrganizationId",
                table: "ExamAssignments",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignments_PersonId",
                table: "ExamAssignments",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ExamAssignments_ReleaseId",
                table: "ExamAssignments",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Grades_CycleId",
                table: "Grades",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_Licences_PersonId_Kind",
                table: "Licences",
                columns: new[] { "PersonId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_Code",
                table: "Organizations",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_GroupId",
                table: "Organizations",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Organizations_Number",
                table: "Organizations",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_IdNumberHash",
                table: "People",
                column: "IdNumberHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_PhoneHash",
                table: "People",
                column: "PhoneHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Positions_OrganizationId_Code",
                table: "Positions",
                columns: new[] { "OrganizationId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PracticalAssessments_OrganizationId",
                table: "PracticalAssessments",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_PracticalAssessments_PersonId_Position",
                table: "PracticalAssessments",
                columns: new[] { "PersonId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_PracticalAssessments_Position",
                table: "PracticalAssessments",
                column: "Position");

            migrationBuilder.CreateIndex(
                name: "IX_PracticeAnswers_PersonId_KnowledgePoint",
                table: "PracticeAnswers",
                columns: new[] { "PersonId", "KnowledgePoint" });

            migrationBuilder.CreateIndex(
                name: "IX_PracticeAnswers_RetrainingOrderId",
                table: "PracticeAnswers",
                column: "RetrainingOrderId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseFiles_BlobHash",
                table: "ReleaseFiles",
                column: "BlobHash");

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_AttemptId",
                table: "RetrainingOrders",
                column: "AttemptId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RetrainingOrders_PersonId_Family",
                table: "RetrainingOrders",
                columns: new[] { "PersonId", "Family" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_DepartmentId",
                table: "RoleGrants",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_OrganizationId",
                table: "RoleGrants",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_PersonId",
                table: "RoleGrants",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Scans_CertificateId",
                table: "Scans",
                column: "CertificateId");

            migrationBuilder.CreateIndex(
                name: "IX_Scans_InspectorId_At",
                table: "Scans",
                columns: new[] { "InspectorId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Scans_OrganizationId",
                table: "Scans",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_StudyProgress_PersonId_Lesson",
                table: "StudyProgress",
                columns: new[] { "PersonId", "Lesson" });

            migrationBuilder.CreateIndex(
                name: "IX_Venues_OrganizationId",
                table: "Venues",
                column: "OrganizationId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ActivationSlips");

            migrationBuilder.DropTable(
                name: "AnswerRevisions");

            migrationBuilder.DropTable(
                name: "Answers");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "CertificateCodes");

            migrationBuilder.DropTable(
                name: "CertificateEvents");

            migrationBuilder.DropTable(
                name: "ClassroomAttendances");

            migrationBuilder.DropTable(
                name: "DataProtectionElements");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "EngagementPositions");

            migrationBuilder.DropTable(
                name: "ExamAssignmentCycles");

            migrationBuilder.DropTable(
                name: "Grades");

            migrationBuilder.DropTable(
                name: "Keys");

            migrationBuilder.DropTable(
                name: "Licences");

            migrationBuilder.DropTable(
                name: "PracticalAssessments");

            migrationBuilder.DropTable(
                name: "PracticeAnswers");

            migrationBuilder.DropTable(
                name: "ReleaseFiles");

            migrationBuilder.DropTable(
                name: "RetrainingTasks");

            migrationBuilder.DropTable(
                name: "RoleGrants");

            migrationBuilder.DropTable(
                name: "Scans");

            migrationBuilder.DropTable(
                name: "StudyClocks");

            migrationBuilder.DropTable(
                name: "StudyProgress");

            migrationBuilder.DropTable(
                name: "ClassroomSessions");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "Engagements");

            migrationBuilder.DropTable(
                name: "ContentBlobs");

            migrationBuilder.DropTable(
                name: "RetrainingOrders");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "Departments");

            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "Cycles");

            migrationBuilder.DropTable(
                name: "Venues");

            migrationBuilder.DropTable(
                name: "ExamAssignments");

            migrationBuilder.DropTable(
                name: "Cohorts");

            migrationBuilder.DropTable(
                name: "People");

            migrationBuilder.DropTable(
                name: "Releases");

            migrationBuilder.DropTable(
                name: "Positions");

            migrationBuilder.DropTable(
                name: "Organizations");

            migrationBuilder.DropTable(
                name: "Groups");
        }
    }
}
