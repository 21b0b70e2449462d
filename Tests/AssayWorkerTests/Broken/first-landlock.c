/* Locks itself in as on a kernel with the first Landlock, in a folder with a file, and tries what later ones deny. */
#include "plugin.h"

#include "filter.h"
#include <sys/socket.h>

static int lock_in(void) {
    int rules = assay_landlock_create(1, 0);
    int folder = assay_open_place(FOLDER);
    return assay_landlock_allow(rules, ASSAY_LANDLOCK_READ_FILE | ASSAY_LANDLOCK_READ_DIR, folder)
        || assay_no_new_privileges() || assay_landlock_enforce(rules) || assay_filter_calls(0);
}

static int32_t answer(const assay_call *call) {
    int possible = lock_in() ? 1000 : 0;
    uint64_t how[3] = {O_RDONLY | O_TRUNC, 0, 0};
    pid_t parent = getppid();
    possible += open(FOLDER "/kept", O_RDONLY) < 0;
    possible += open(FOLDER "/kept", O_WRONLY) >= 0;
    COUNT_ALLOWED(truncate(FOLDER "/kept", 0));
    COUNT_ALLOWED(open(FOLDER "/kept", O_RDONLY | O_TRUNC));
    COUNT_ALLOWED(open(FOLDER "/kept", O_ACCMODE | O_TRUNC));
    COUNT_ALLOWED(syscall(SYS_openat2, AT_FDCWD, FOLDER "/kept", how, sizeof how));
    COUNT_ALLOWED(socket(AF_UNIX, SOCK_DGRAM, 0));
    COUNT_ALLOWED(socket(AF_INET, SOCK_STREAM, 0));
    COUNT_ALLOWED(kill(parent, 0));
    COUNT_ALLOWED(fcntl(3, F_SETOWN, parent));
    return say_count(call, possible);
}

#include "table.h"
