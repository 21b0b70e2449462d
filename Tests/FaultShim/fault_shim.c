/* Preloaded into a process, logs what it writes to some files, and breaks the Nth of these operations.
 *
 *   ASSAY_FAULT_PATH   how the paths of the files begin
 *   ASSAY_FAULT_AT     which operation breaks, from 1; without it none does
 *   ASSAY_FAULT_KIND   kill: the process dies before it      tear: half of it happens, then the process dies
 *                      full: it and all later writes fail with ENOSPC      io: it fails with EIO
 *                      tight: like full for writes alone, until the process gives up a file with "-reserve-" in its name
 *                      statement: the process dies before the Nth step of an SQL statement; writes are left alone
 *   ASSAY_FAULT_LOG    where every operation is logged: a struct record, the file's name, the bytes written;
 *                      of statements only the record, and only for that kind
 *   ASSAY_FAULT_FILE_SYSTEM   what statfs says of every path: a number
 *
 * Files that end in .log are logged and never broken: tests keep there what was acknowledged.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

enum operation { OP_WRITE = 'w', OP_SYNC = 's', OP_TRUNCATE = 't', OP_UNLINK = 'u', OP_RENAME = 'r', OP_STEP = 'q' };

/* Little-endian, as the machines are that tests run on. */
struct record {
    uint32_t operation;
    uint32_t name_length;
    uint64_t offset;
    uint64_t length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count, steps;
static int has_room;

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

static ssize_t real_write(int descriptor, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(descriptor, bytes, length);
}

/* Whether the file is one of those that count; fills in its path. */
static int is_watched(int descriptor, char path[PATH_MAX]) {
    const char *prefix = getenv("ASSAY_FAULT_PATH");
    if (!prefix) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

static int is_path_watched(const char *path) {
    const char *prefix = getenv("ASSAY_FAULT_PATH");
    return prefix && strncmp(path, prefix, strlen(prefix)) == 0;
}

static void note(enum operation operation, const char *path, uint64_t offset, const void *bytes, uint64_t length) {
    const char *log = getenv("ASSAY_FAULT_LOG");
    if (!log) return;
    int descriptor = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) abort();
    struct record record = {(uint32_t)operation, (uint32_t)strlen(path), offset, length};
    if (real_write(descriptor, &record, sizeof record) != sizeof record) abort();
    if (real_write(descriptor, path, record.name_length) != (ssize_t)record.name_length) abort();
    if (bytes && real_write(descriptor, bytes, length) != (ssize_t)length) abort();
    close(descriptor);
}

enum fault { NONE, TEAR, FAIL };

static int is_kind(const char *name) {
    const char *kind = getenv("ASSAY_FAULT_KIND");
    return kind && strcmp(kind, name) == 0;
}

/* How much room an operation needs: what is taken away or renamed needs none. */
enum need { NO_ROOM, SOME_ROOM, NEW_ROOM };

/* Counts an operation, and says what is to go wrong with it. */
static enum fault next_fault(const char *path, enum need need) {
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, ".log") == 0) return NONE;
    const char *at = getenv("ASSAY_FAULT_AT"), *kind = getenv("ASSAY_FAULT_KIND");
    count++;
    if (!at || !kind || strcmp(kind, "statement") == 0) return NONE;
    long wanted = atol(at);
    int is_tight = strcmp(kind, "tight") == 0;
    if (is_tight || strcmp(kind, "full") == 0) {
        if (need == NO_ROOM || count < wanted || (is_tight && (has_room || need != NEW_ROOM))) return NONE;
        return errno = ENOSPC, FAIL;
    }
    if (count != wanted) return NONE;
    if (strcmp(kind, "io") == 0) return errno = EIO, FAIL;
    if (strcmp(kind, "tear") == 0) return TEAR;
    kill(getpid(), SIGKILL);
    abort();
}

static ssize_t write_at(int descriptor, const void *bytes, size_t length, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return real(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return write_at(descriptor, bytes, length, offset);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(path, NEW_ROOM);
    ssize_t written = -1;
    if (fault != FAIL) written = write_at(descriptor, bytes, fault == TEAR ? length / 2 : length, offset);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (written > 0) note(OP_WRITE, path, (uint64_t)offset, bytes, (uint64_t)written);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return real_write(descriptor, bytes, length);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(path, NEW_ROOM);
    struct stat status;
    int is_appended = (fcntl(descriptor, F_GETFL) & O_APPEND) && fstat(descriptor, &status) == 0;
    off_t offset = is_appended ? status.st_size : lseek(descriptor, 0, SEEK_CUR);
    ssize_t written = -1;
    if (fault != FAIL) written = real_write(descriptor, bytes, fault == TEAR ? length / 2 : length);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (written > 0) note(OP_WRITE, path, (uint64_t)offset, bytes, (uint64_t)written);
    pthread_mutex_unlock(&lock);
    return written;
}

static int synced(int descriptor, int (*real)(int)) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return real(descriptor);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(path, SOME_ROOM);
    int result = fault == FAIL ? -1 : real(descriptor);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (result == 0) note(OP_SYNC, path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int descriptor) {
    REAL(int, "fsync", int);
    return synced(descriptor, real);
}

int fdatasync(int descriptor) {
    REAL(int, "fdatasync", int);
    return synced(descriptor, real);
}

int ftruncate64(int descriptor, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return real(descriptor, length);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(path, SOME_ROOM);
    int result = fault == FAIL ? -1 : real(descriptor, length);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (result == 0) note(OP_TRUNCATE, path, 0, NULL, (uint64_t)length);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!is_path_watched(path)) return real(path);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(path, NO_ROOM);
    int result = fault == FAIL ? -1 : real(path);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (result == 0) note(OP_UNLINK, path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (!is_path_watched(to)) return real(from, to);
    pthread_mutex_lock(&lock);
    enum fault fault = next_fault(to, NO_ROOM);
    int result = fault == FAIL ? -1 : real(from, to);
    if (fault == TEAR) kill(getpid(), SIGKILL);
    if (result == 0) note(OP_RENAME, to, 0, from, strlen(from));
    pthread_mutex_unlock(&lock);
    return result;
}

int close(int descriptor) {
    REAL(int, "close", int);
    char path[PATH_MAX];
    if (is_kind("tight") && is_watched(descriptor, path) && strstr(path, "-reserve-")) has_room = 1;
    return real(descriptor);
}

/* SQLite's, found by name: the shim is not linked with it. */
int sqlite3_step(void *statement) {
    REAL(int, "sqlite3_step", void *);
    if (!is_kind("statement")) return real(statement);
    pthread_mutex_lock(&lock);
    const char *at = getenv("ASSAY_FAULT_AT");
    if (++steps == (at ? atol(at) : 0)) kill(getpid(), SIGKILL);
    note(OP_STEP, "", 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return real(statement);
}

int statfs(const char *path, struct statfs *status) {
    REAL(int, "statfs", const char *, struct statfs *);
    int result = real(path, status);
    const char *type = getenv("ASSAY_FAULT_FILE_SYSTEM");
    if (result == 0 && type) status->f_type = strtol(type, NULL, 0);
    return result;
}
