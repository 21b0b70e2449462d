/* Floods and closes its outputs, and writes into the connection. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 20; i++) if (write(i % 2 + 1, block, sizeof block) < 0) return 1;
#elif VARIANT == 1
    for (int i = 0; i < 3; i++) close(i);
#elif VARIANT == 2
    dup2(open("/dev/null", O_RDWR), 3);
#elif VARIANT == 3
    close(3);
#elif VARIANT == 4
    if (write(3, "garbage garbage garbage garbage garbage", 39) < 0) return 1;
#else
    /* A frame that is right in everything but what only the host knows. */
    uint32_t frame[8] = {0x31595341, 0, 20, 0, 1, 0, 0, 0};
    if (write(3, frame, sizeof frame) < 0) return 1;
#endif
    return say_count(call, 0);
}

#include "table.h"
