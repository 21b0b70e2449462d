/* Waits for a pipe nobody writes to. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    int ends[2];
    char byte;
    (void)call;
    if (pipe(ends)) return 1;
    return (int32_t)read(ends[0], &byte, 1);
}

#include "table.h"
