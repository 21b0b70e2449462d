/* Pointers that are needed are null. */
#include "plugin.h"

#if VARIANT == 0
#define INVOKE NULL
#elif VARIANT == 1
#define TABLE NULL
#else
#define TOOLS {NULL}
#endif

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
