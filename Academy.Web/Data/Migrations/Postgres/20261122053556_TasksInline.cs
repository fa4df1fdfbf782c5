using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TasksInline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Tasks",
                table: "RetrainingOrders",
                type: "jsonb",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE "RetrainingOrders" AS o SET "Tasks" = (
                    SELECT jsonb_agg(jsonb_build_object('Number', t."Number", 'Kind', t."Kind", 'KnowledgePoint', t."KnowledgePoint",
                        'DoneAt', to_char(t."DoneAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ORDER BY t."Number")
                    FROM "RetrainingTasks" AS t WHERE t."OrderId" = o."Id")
                """);

            migrationBuilder.DropTable(
                name: "RetrainingTasks");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Tasks",
                table: "RetrainingOrders");

            migrationBuilder.CreateTable(
                name: "RetrainingTasks",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    KnowledgePoint = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetrainingTasks", x => new { x.OrderId, x.Number });
                    table.ForeignKey(
                        name: "FK_RetrainingTasks_RetrainingOrders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "RetrainingOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }
    }
}
