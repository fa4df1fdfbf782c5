#!/usr/bin/env bash
# Adds one migration to both databases: Academy.Web/Data/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/../.."
name=${1:?name of the migration}
dotnet build Academy.Web -v q
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$name" --no-build --project Academy.Web --context "${provider}AcademyDbContext" --output-dir "Data/Migrations/$provider"
done
