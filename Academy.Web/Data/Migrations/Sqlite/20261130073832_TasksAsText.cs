using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Academy.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TasksAsText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            // Instants were written without their zone.
            migrationBuilder.Sql("""
                UPDATE "RetrainingOrders" SET "Tasks" = (
                    SELECT json_group_array(json_object('Number', t.value ->> 'Number', 'Kind', t.value ->> 'Kind', 'KnowledgePoint', t.value ->> 'KnowledgePoint',
                        'DoneAt', replace(rtrim(t.value ->> 'DoneAt', 'Z'), ' ', 'T') || 'Z') ORDER BY t.value ->> 'Number')
                    FROM json_each("Tasks") AS t)
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("""
                UPDATE "RetrainingOrders" SET "Tasks" = (
                    SELECT json_group_array(json_object('Number', coalesce(t.value ->> 'Number', t.value ->> 'number'), 'Kind', coalesce(t.value ->> 'Kind', t.value ->> 'kind'),
                        'KnowledgePoint', coalesce(t.value ->> 'KnowledgePoint', t.value ->> 'knowledgePoint'), 'DoneAt', coalesce(t.value ->> 'DoneAt', t.value ->> 'doneAt')))
                    FROM json_each("Tasks") AS t)
                """);
    }
}
