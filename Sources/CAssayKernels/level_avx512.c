#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,avx512vpopcntdq"))), \
    apply_to = function \
)
#define LEVEL avx512
#define EDIT_LANES 8
#define TILE_ROWS 8
#define RATING_VECTORS 8
#include "level_body.h"
#pragma clang attribute pop
#else
typedef int assay_no_avx512;
#endif
