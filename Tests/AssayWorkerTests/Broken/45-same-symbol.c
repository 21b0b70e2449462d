/* Two libraries with one function of the same name. */
#include "plugin.h"

#if VARIANT == 0
__attribute__((visibility("default"))) int shared_name(void) { return 10; }
#define NAME ASSAY_TEXT("first")
#else
__attribute__((visibility("default"))) int shared_name(void) { return 20; }
#define NAME ASSAY_TEXT("second")
#endif

static int32_t answer(const assay_call *call) {
    return say_count(call, shared_name());
}

#include "table.h"
