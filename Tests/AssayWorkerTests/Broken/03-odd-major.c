/* The version of the interface is nonsense. */
#include "plugin.h"

#define MAJOR 0xDEADBEEFu

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
