#ifndef ASSAY_SHORT_H
#define ASSAY_SHORT_H

#include <stddef.h>
#include <stdint.h>

/// The edit distance of a pattern of 1 to 64 symbols and a text, without any memory but the stack.
size_t assay_short_distance(const uint32_t *pattern, size_t pattern_count, const uint32_t *text, size_t text_count);

#endif
