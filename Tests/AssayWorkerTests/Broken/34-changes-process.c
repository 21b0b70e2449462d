/* Changes the state of its process. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    if (chdir("/usr")) return 1;
#elif VARIANT == 1
    setenv("PATH", "/nowhere", 1);
#elif VARIANT == 2
    clearenv();
#else
    for (int i = 0; i < 8; i++) if (open("/dev/null", O_RDONLY) < 0) return 1;
#endif
    return say_count(call, 0);
}

#include "table.h"
