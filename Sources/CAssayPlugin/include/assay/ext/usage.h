/* What a call has used. Offered by a host through assay_host.get_extension. */
#ifndef ASSAY_EXT_USAGE_H
#define ASSAY_EXT_USAGE_H

#include <assay/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_EXT_USAGE "assay.usage/1"

/* Which fields of assay_usage are known; unknown is not 0. */
enum { ASSAY_USAGE_TOKENS = 1, ASSAY_USAGE_COST = 2, ASSAY_USAGE_TIME = 4 };

/* What was used since the last report. */
typedef struct assay_usage {
    uint32_t struct_size;
    /* Bits ASSAY_USAGE_*. */
    uint32_t fields;
    int64_t tokens;
    /* US dollars. */
    double cost_usd;
    int64_t time_ms;
} assay_usage;

/* The host makes it; it is constant and lives as long as the process. */
typedef struct assay_host_usage {
    uint32_t struct_size;
    uint32_t reserved;

    /* Adds to what the call has used. usage is borrowed until report returns; a negative, NaN or infinite field is
     * dropped with a warning to the user. [any-thread, until the call returns] */
    void (*report)(const assay_call *call, const assay_usage *usage);
} assay_host_usage;

#ifdef __cplusplus
}
#endif

#endif
