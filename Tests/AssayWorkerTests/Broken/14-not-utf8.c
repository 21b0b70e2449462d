/* Answers that are not UTF-8. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    SAY("{\"a\":\"\xC0\xAF\"}");
#elif VARIANT == 1
    SAY("{\"a\":\"\xED\xA0\x80\"}");
#else
    SAY("{\"a\":\"\xF4\x90\x80\x80\"}");
#endif
}

#include "table.h"
