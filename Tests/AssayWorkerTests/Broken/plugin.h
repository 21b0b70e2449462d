/* A plugin whose parts a case changes by defining them first. A case defines `answer`, which gives one answer, and
 * VARIANT tells its kinds apart. */
#ifndef BROKEN_PLUGIN_H
#define BROKEN_PLUGIN_H

#include <assay/plugin.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef VARIANT
#define VARIANT 0
#endif

#define SAY(text) return call->write_output(call, text, sizeof(text) - 1)

/* Answers how often something was possible that must not be. */
static inline int32_t say_count(const assay_call *call, int count) {
    char text[64];
    int size = snprintf(text, sizeof text, "{\"possible\":%d,\"pid\":%d}", count, (int)getpid());
    return call->write_output(call, text, (uint64_t)size);
}

/* Counts a system call that is not denied: where it fails for another reason, other arguments would do. */
#define COUNT_ALLOWED(call) possible += (call) != -1 || (errno != EPERM && errno != ENOSYS)

static int32_t answer(const assay_call *call);

#endif
