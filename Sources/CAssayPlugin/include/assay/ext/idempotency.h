/* One effect per key, however often a call is tried. Offered by a tool through assay_tool.get_extension. */
#ifndef ASSAY_EXT_IDEMPOTENCY_H
#define ASSAY_EXT_IDEMPOTENCY_H

#include <assay/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_EXT_IDEMPOTENCY "assay.idempotency/1"

/* The plugin makes it; it is constant and lives as long as the process.
 *
 * A tool that offers it promises that calls under one key have the effect of one call, and that the later ones give the
 * answer of the first: because it keeps the keys itself, or hands them to a service that does. The host then repeats a
 * call under a key whose outcome it does not know, also where the tool has ASSAY_TOOL_SIDE_EFFECTS. */
typedef struct assay_tool_idempotency {
    uint32_t struct_size;
    uint32_t reserved;

    /* Answers one request under a key; the host calls it in place of assay_tool.invoke where the caller gave a key. key
     * has from 1 to 512 bytes, is the same for every attempt at a replicate and another for every other replicate, and is
     * borrowed until the call returns. Everything else is as with invoke. [call-thread] */
    int32_t (*invoke)(const assay_tool *tool, const assay_call *call, assay_text key);
} assay_tool_idempotency;

#ifdef __cplusplus
}
#endif

#endif
