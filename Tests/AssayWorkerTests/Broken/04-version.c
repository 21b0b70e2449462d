/* Another version of the interface: a later major, tables that are too small, a later minor, a later table. */
#include "plugin.h"

#if VARIANT == 0
#define MAJOR (ASSAY_ABI_MAJOR + 1)
#elif VARIANT == 1
#define SIZE 8
#elif VARIANT == 2
#define TOOL_SIZE 8
#elif VARIANT == 3
#define MINOR 5
#else
#define SIZE 0x80000000u
#endif

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
