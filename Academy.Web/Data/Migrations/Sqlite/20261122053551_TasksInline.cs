using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE "RetrainingOrders" SET "Tasks" = (
                    SELECT json_group_array(json_object('Number', t."Number", 'Kind', t."Kind", 'KnowledgePoint', t."KnowledgePoint",
                        'DoneAt', replace(t."DoneAt", ' ', 'T') || 'Z') ORDER BY t."Number")
                    FROM "RetrainingTasks" AS t WHERE t."OrderId" = "RetrainingOrders"."Id")
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
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    KnowledgePoint = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
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
        }
    }
}
