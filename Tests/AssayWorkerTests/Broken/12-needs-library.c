/* Needs a library that is not there any more. */
#include "plugin.h"

int from_the_other_library(void);

static int32_t answer(const assay_call *call) { return say_count(call, from_the_other_library()); }

#include "table.h"
