/*
 * F2w: what any program of this kind must do before its first screen: open a database in WAL with
 * foreign keys, see that the schema is there, fetch ten rows by an index, parse a guide of 5 KB.
 *   floor_f2w DATABASE GUIDE [N]      with N: only fills the database with so many agreements
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "floor.h"

static const char schema[] =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "CREATE TABLE IF NOT EXISTS person(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS agreement(id INTEGER PRIMARY KEY, person INTEGER REFERENCES person,"
    " what TEXT, due INTEGER, status TEXT) STRICT;"
    "CREATE INDEX IF NOT EXISTS agreement_due ON agreement(status, due, id);";

static const char fill[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%lld)"
    "INSERT OR IGNORE INTO agreement SELECT i, NULL, 'rooster aanpassen '||i, 20000+i%%90, 'open' "
    "FROM n;";

static int query(sqlite3 *db)
{
    sqlite3_stmt *statement;
    int rows = 0;
    if (sqlite3_prepare_v2(db,
                           "SELECT what, due FROM agreement WHERE status='open'"
                           " ORDER BY due, id LIMIT 10",
                           -1, &statement, NULL) != SQLITE_OK)
        return -1;
    while (sqlite3_step(statement) == SQLITE_ROW)
        rows += sqlite3_column_bytes(statement, 0) > 0;
    sqlite3_finalize(statement);
    return rows;
}

static int parse(const char *path)
{
    yaml_parser_t parser;
    yaml_event_t event;
    int events = 0;
    FILE *file = fopen(path, "rb");
    if (!file || !yaml_parser_initialize(&parser))
        return -1;
    yaml_parser_set_input_file(&parser, file);
    for (int type = YAML_NO_EVENT; type != YAML_STREAM_END_EVENT; events++) {
        if (!yaml_parser_parse(&parser, &event))
            return -1;
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return events;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    if (argc < 3 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
        sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK)
        return 1;
    if (argc > 3) {
        char *sql = sqlite3_mprintf(fill, atoll(argv[3]));
        int failed = sqlite3_exec(db, sql, NULL, NULL, NULL);
        sqlite3_free(sql);
        return sqlite3_close(db) || failed;
    }
    if (query(db) != 10 || parse(argv[2]) < 10)
        return 1;
    floor_run(false);
    return sqlite3_close(db);
}
