/* Sizes larger than what is there. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    call->write_output(call, "{}", UINT64_MAX);
    return 0;
#else
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 4096, 4096 * 1024);
    return call->write_output(call, page, 4 << 20);
#endif
}

#include "table.h"
