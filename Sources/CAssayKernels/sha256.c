#include "assay_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/// The two halves of a state, as the instructions want them: words a, b, e, f and c, d, g, h, the first on top.
struct halves {
    __m128i abef;
    __m128i cdgh;
};

__attribute__((target("sha,sse4.1"))) static struct halves split(const uint32_t state[8]) {
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    return (struct halves){_mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xF0)};
}

__attribute__((target("sha,sse4.1"))) static void join(struct halves halves, uint32_t state[8]) {
    __m128i feba = _mm_shuffle_epi32(halves.abef, 0x1B);
    __m128i dchg = _mm_shuffle_epi32(halves.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/// Adds one block; w holds the last sixteen words of the message schedule, four to a vector.
__attribute__((target("sha,sse4.1"))) static struct halves add(struct halves before, const uint8_t *block) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    struct halves now = before;
    __m128i w[4];
    for (int i = 0; i < 4; i++) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), big_endian);
    }
#pragma GCC unroll 16
    for (int group = 0; group < 16; group++) {
        __m128i *oldest = &w[group & 3], latest = w[(group + 3) & 3];
        __m128i words = _mm_add_epi32(*oldest, _mm_loadu_si128((const __m128i *)(constants + 4 * group)));
        now.cdgh = _mm_sha256rnds2_epu32(now.cdgh, now.abef, words);
        now.abef = _mm_sha256rnds2_epu32(now.abef, now.cdgh, _mm_shuffle_epi32(words, 0x0E));
        __m128i sum = _mm_add_epi32(
            _mm_sha256msg1_epu32(*oldest, w[(group + 1) & 3]), _mm_alignr_epi8(latest, w[(group + 2) & 3], 4)
        );
        *oldest = _mm_sha256msg2_epu32(sum, latest);
    }
    return (struct halves){_mm_add_epi32(now.abef, before.abef), _mm_add_epi32(now.cdgh, before.cdgh)};
}

__attribute__((target("sha,sse4.1"))) static void add_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks) {
    struct halves halves = split(state);
    for (size_t block = 0; block < blocks; block++) halves = add(halves, bytes + 64 * block);
    join(halves, state);
}
#endif

int32_t assay_sha256(uint32_t state[8], const uint8_t *bytes, size_t blocks) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("sha") && __builtin_cpu_supports("sse4.1")) {
        add_blocks(state, bytes, blocks);
        return 0;
    }
#endif
    (void)state, (void)bytes, (void)blocks;
    return 1;
}
