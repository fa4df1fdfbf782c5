using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TasksAsText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Tasks",
                table: "RetrainingOrders",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true);

            migrationBuilder.Sql("""UPDATE "RetrainingOrders" SET "Tasks" = '[]' WHERE "Tasks" IS NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                ALTER TABLE "RetrainingOrders" ALTER COLUMN "Tasks" TYPE jsonb USING "Tasks"::jsonb;
                UPDATE "RetrainingOrders" SET "Tasks" = (
                    SELECT jsonb_agg(jsonb_build_object('Number', coalesce(t -> 'Number', t -> 'number'), 'Kind', coalesce(t -> 'Kind', t -> 'kind'),
                        'KnowledgePoint', coalesce(t -> 'KnowledgePoint', t -> 'knowledgePoint'), 'DoneAt', coalesce(t -> 'DoneAt', t -> 'doneAt')))
                    FROM jsonb_array_elements("Tasks") AS t);
                """);
        }
    }
}
