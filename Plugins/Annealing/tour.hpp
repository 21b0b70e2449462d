// A short round trip, found by simulated annealing.
#pragma once

#include <assay/plugin.h>

#include <cstdint>
#include <vector>

#include "cities.hpp"

#pragma GCC visibility push(hidden)

struct Tour {
    std::int64_t length = 0;
    // From the first city of the file, in the direction of its neighbour that comes first in the file.
    std::vector<std::size_t> cities;
};

// Starts from a random tour and tries `steps` reversals; throws Failure when the call is cancelled.
Tour anneal(const Cities &cities, std::uint64_t steps, const assay_call *call);

#pragma GCC visibility pop
