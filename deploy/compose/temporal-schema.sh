#!/bin/sh
# Brings Temporal's two schemas to the version of this image. Safe to repeat: setup-schema refuses where its tables are, update-schema applies only what is missing.
set -eu
schemas=/etc/temporal/schema/postgresql/v12
for pair in temporal:temporal temporal_visibility:visibility; do
  tool="temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db ${pair%%:*}"
  $tool setup-schema -v 0.0 || echo "${pair%%:*} has its tables"
  $tool update-schema -d "$schemas/${pair##*:}/versioned"
done
