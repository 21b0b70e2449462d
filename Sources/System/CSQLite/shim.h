#ifndef ASSAY_CSQLITE_SHIM_H
#define ASSAY_CSQLITE_SHIM_H

#include <sqlite3.h>

#ifdef __linux__
#include <sys/vfs.h>

/* The kind of file system a path lies on, as in statfs(2); 0 when unknown. Swift does not import the header. */
static inline unsigned long assay_file_system(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFul : 0;
}
#else
static inline unsigned long assay_file_system(const char *path) {
    (void)path;
    return 0;
}
#endif

/* sqlite3_db_config is variadic, which Swift cannot call. */
static inline int assay_sqlite_configure(sqlite3 *db, int option, int value) {
    int now = 0;
    return sqlite3_db_config(db, option, value, &now);
}

/* The macro casts a number to a function pointer, which Swift does not import. */
static inline int assay_sqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, int length) {
    return sqlite3_bind_text(statement, place, text, length, SQLITE_TRANSIENT);
}

static inline int assay_sqlite_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, int length) {
    return sqlite3_bind_blob(statement, place, bytes, length, SQLITE_TRANSIENT);
}

#endif
