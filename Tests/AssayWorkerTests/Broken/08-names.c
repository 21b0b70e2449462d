/* Names that cannot be used: null, empty, too long, not UTF-8, a path, two lines, twice the same. */
#include "plugin.h"

#if VARIANT == 0
#define NAME {NULL, 4}
#elif VARIANT == 1
#define NAME {"", 0}
#elif VARIANT == 2
static char long_name[1 << 20];
#define NAME {long_name, sizeof long_name}
#define PREPARE memset(long_name, 'x', sizeof long_name)
#elif VARIANT == 3
#define NAME ASSAY_TEXT("\xC0\xAF")
#elif VARIANT == 4
#define NAME ASSAY_TEXT("../x")
#elif VARIANT == 5
#define NAME ASSAY_TEXT("two\nlines")
#else
#define COUNT 2
#define TOOLS {&tool, &tool}
#endif

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
