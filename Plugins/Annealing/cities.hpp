// The cities of a tour and the distances between them.
#pragma once

#include <cstdint>
#include <vector>

#include "request.hpp"

#pragma GCC visibility push(hidden)

class Cities {
public:
    // Reads the two columns of the CSV file; throws Failure.
    explicit Cities(const Request &request);

    std::size_t count() const { return size; }

    // The whole distance between two cities, by the rules of TSPLIB.
    std::int64_t distance(std::size_t from, std::size_t to) const { return distances[from * size + to]; }

private:
    std::size_t size;
    std::vector<std::int64_t> distances;
};

#pragma GCC visibility pop
