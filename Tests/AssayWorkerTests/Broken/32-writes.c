/* Writes files, makes directories, changes modes. */
#include "plugin.h"

#include <sys/stat.h>

static int32_t answer(const assay_call *call) {
    int possible = 0;
    const char *places[] = {"/tmp/assay-broken", "/var/tmp/assay-broken", "assay-broken", "/dev/shm/assay-broken"};
    for (int i = 0; i < 4; i++) {
        possible += open(places[i], O_WRONLY | O_CREAT, 0600) >= 0;
        possible += mkdir(places[i], 0700) == 0;
        possible += symlink("/etc", places[i]) == 0;
    }
    possible += chmod(".", 0777) == 0;
    possible += rename("Package.swift", "Package.moved") == 0;
    return say_count(call, possible);
}

#include "table.h"
