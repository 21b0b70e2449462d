/* Runs other programs. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    int possible = 0;
#if VARIANT == 0
    possible = system("id > /dev/null") == 0;
#else
    char *words[] = {"/bin/true", NULL};
    execv(words[0], words);
#endif
    return say_count(call, possible);
}

#include "table.h"
