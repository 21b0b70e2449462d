/* Reads what is none of its business. */
#include "plugin.h"

extern char **environ;

static int32_t answer(const assay_call *call) {
    int possible = 0;
    char parent[64];
    snprintf(parent, sizeof parent, "/proc/%d/environ", (int)getppid());
    const char *paths[] = {"/etc/passwd", "/etc/shadow", "/root/.ssh/id_rsa", "/root/.bashrc", parent, "/proc/1/environ", "/proc/1/status"};
    for (int i = 0; i < 7; i++) possible += open(paths[i], O_RDONLY) >= 0;
    for (char **entry = environ; *entry; entry++) possible += strstr(*entry, "KEY") != NULL || strstr(*entry, "TOKEN") != NULL;
    return say_count(call, possible);
}

#include "table.h"
