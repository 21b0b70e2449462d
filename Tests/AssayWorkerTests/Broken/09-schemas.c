/* Schemas that cannot be used: not JSON, no object, too deep, too long, elsewhere. */
#include "plugin.h"

#if VARIANT == 0
#define SCHEMA ASSAY_TEXT("{oops")
#elif VARIANT == 1
#define SCHEMA ASSAY_TEXT("[1]")
#elif VARIANT == 2
static char deep[10000];
#define SCHEMA {deep, sizeof deep}
#define PREPARE memset(deep, '[', sizeof deep)
#elif VARIANT == 3
static char large[10 << 20];
#define SCHEMA {large, sizeof large}
#define PREPARE memset(large, ' ', sizeof large)
#elif VARIANT == 4
#define SCHEMA ASSAY_TEXT("{\"$ref\":\"file:///etc/passwd\"}")
#else
#define SCHEMA ASSAY_TEXT("{\"$ref\":\"http://127.0.0.1/\"}")
#endif
#define FIELDS .output_schema = SCHEMA

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
