/* Changes how the processor and the C library calculate. */
#include "plugin.h"

#include <fenv.h>
#include <locale.h>

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    fesetround(FE_UPWARD);
#elif VARIANT == 1 && defined(__x86_64__)
    __builtin_ia32_ldmxcsr(0x9FC0);
#else
    setlocale(LC_ALL, "C.UTF-8");
#endif
    return say_count(call, 0);
}

#include "table.h"
