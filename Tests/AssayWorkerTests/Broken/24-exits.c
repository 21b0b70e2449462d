/* Ends its process or thread, or leaves by a jump. */
#include "plugin.h"

#include <setjmp.h>

static int32_t answer(const assay_call *call) {
    (void)call;
#if VARIANT == 0
    exit(0);
#elif VARIANT == 1
    exit(1);
#elif VARIANT == 2
    _exit(0);
#elif VARIANT == 3
    quick_exit(0);
#elif VARIANT == 4
    pthread_exit(NULL);
#else
    static jmp_buf nowhere;
    longjmp(nowhere, 1);
#endif
}

#include "table.h"
