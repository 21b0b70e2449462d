/* Many seeds in one call, into columns of numbers. Offered by a tool through assay_tool.get_extension. */
#ifndef ASSAY_EXT_BATCH_H
#define ASSAY_EXT_BATCH_H

#include <assay/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_EXT_BATCH "assay.batch/1"

/* The plugin makes it; it is constant and lives as long as the process. */
typedef struct assay_tool_batch {
    uint32_t struct_size;
    /* From 1 to 256. */
    uint32_t column_count;
    /* column_count keys of the answer, distinct, each from 1 to 256 bytes; the host copies them while it loads. */
    const assay_text *column_names;

    /* Answers the request of the call under each of count seeds: columns[c][i] is what the answer under seeds[i]
     * holds at column_names[c]. The answer is the same number invoke gives for that seed alone; a NaN makes that
     * replicate a failure, and so does a place left as it was. seeds and columns are borrowed until the call
     * returns; columns[c] has room for count numbers. call->seed is not used, nor is write_output. Returns 0, or
     * non-zero, preferably after call->set_error, when no replicate could be answered. [call-thread] */
    int32_t (*run)(
        const assay_tool *tool, const assay_call *call, const uint64_t *seeds, uint64_t count, double *const *columns);
} assay_tool_batch;

#ifdef __cplusplus
}
#endif

#endif
