#include "levels.h"

void assay_kernel_moments(
    const double *values,
    size_t count,
    double origin,
    double scale,
    double lanes[assay_kernel_moment_sums],
    assay_kernel_options options
) {
    assay_level(options.level)->moment_lanes(values, count, origin, scale, lanes);
}
