/* A function that nobody has. */
#include "plugin.h"

int nobody_has_this(void);

static int32_t answer(const assay_call *call) {
    return nobody_has_this();
}

#include "table.h"
