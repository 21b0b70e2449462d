/* Writes over its request and its own description. */
#include "plugin.h"

static assay_tool tool;

static int32_t answer(const assay_call *call) {
    memset((void *)call->request.bytes, 'x', call->request.size);
    memset(&tool.name, 0, sizeof tool.name);
    tool.flags = 0xFFFFFFFF;
    return say_count(call, 0);
}

#include "table.h"
