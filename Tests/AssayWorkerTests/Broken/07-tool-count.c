/* Impossible numbers of tools. */
#include "plugin.h"

#if VARIANT == 0
#define COUNT 0xFFFFFFFFu
#elif VARIANT == 1
#define COUNT 0x7FFFFFFF
#else
#define COUNT 0
#endif

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
