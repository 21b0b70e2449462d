#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LEVEL avx2
#define EDIT_LANES 4
#define TILE_ROWS 4
#define RATING_VECTORS 2
#include "level_body.h"
#pragma clang attribute pop
#else
typedef int assay_no_avx2;
#endif
