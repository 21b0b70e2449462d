// The request, read from JSON the host has checked against the input schema.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(hidden)

enum class Metric { geographic, euclidean };

struct Request {
    std::string csv;
    std::string x;
    std::string y;
    Metric metric = Metric::euclidean;
    std::uint64_t steps = 400;

    // Throws Failure.
    explicit Request(std::string_view json);
};

#pragma GCC visibility pop
