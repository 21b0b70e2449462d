/* How far a call is. Offered by a host through assay_host.get_extension. */
#ifndef ASSAY_EXT_PROGRESS_H
#define ASSAY_EXT_PROGRESS_H

#include <assay/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_EXT_PROGRESS "assay.progress/1"

/* The host makes it; it is constant and lives as long as the process. */
typedef struct assay_host_progress {
    uint32_t struct_size;
    uint32_t reserved;

    /* Reports a fraction from 0 to 1 (another is moved to the nearer end, NaN is dropped) with a word about the
     * step. The message is copied and cut at 1 KiB. [any-thread, until the call returns] */
    void (*report)(const assay_call *call, double fraction, assay_text message);
} assay_host_progress;

#ifdef __cplusplus
}
#endif

#endif
