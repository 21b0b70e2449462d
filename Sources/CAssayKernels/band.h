#ifndef ASSAY_BAND_H
#define ASSAY_BAND_H

#include <stddef.h>
#include <stdint.h>

/// The edit distance of a pattern and a text that is not shorter, if it is at most a sixteenth of the pattern.
///
/// Only the rows near the diagonal are computed, in O(n·d/64) for distance d. Symbols are numbers below `alphabet`.
/// Returns SIZE_MAX when the distance is larger, or without memory.
size_t assay_banded_distance(
    const uint32_t *pattern,
    size_t pattern_count,
    const uint32_t *text,
    size_t text_count,
    size_t alphabet
);

#endif
