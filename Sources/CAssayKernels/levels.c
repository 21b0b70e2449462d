#include "levels.h"

#include <stdlib.h>

int32_t assay_kernel_best_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2")
        && __builtin_cpu_supports("avx512vpopcntdq")) {
        return assay_kernel_avx512;
    }
    if (__builtin_cpu_supports("avx2")) return assay_kernel_avx2;
#endif
    return assay_kernel_portable;
}

const struct level *assay_level(int32_t level) {
#if defined(__x86_64__)
    int32_t best = assay_kernel_best_level();
    if (level > best) level = best;
    if (level >= assay_kernel_avx512) return &assay_level_avx512;
    if (level >= assay_kernel_avx2) return &assay_level_avx2;
#else
    (void)level;
#endif
    return &assay_level_portable;
}

int assay_reserve(struct edit_scratch *scratch, size_t bytes) {
    if (bytes <= scratch->capacity) return 0;
    size_t rounded = (bytes + 4095) & ~(size_t)4095;
    void *memory = rounded < bytes ? NULL : aligned_alloc(64, rounded);
    if (memory == NULL) return 1;
    free(scratch->memory);
    scratch->memory = memory;
    scratch->capacity = rounded;
    return 0;
}
