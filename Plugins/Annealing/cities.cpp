#include "cities.hpp"

#include <cmath>

#include "csv.hpp"
#include "failure.hpp"

namespace {

constexpr std::size_t city_limit = 2000;

// Degrees and minutes, written as DDD.MM, in radians. TSPLIB fixes pi at these digits.
double radians(double place) {
    const double degrees = std::trunc(place);
    return 3.141592 * (degrees + 5.0 * (place - degrees) / 3.0) / 180.0;
}

// G. Reinelt, TSPLIB 95, section 2.4: distance on a sphere of the earth's radius, cut to whole kilometres plus one.
std::int64_t geographic(double x1, double y1, double x2, double y2) {
    const double q1 = std::cos(radians(y1) - radians(y2));
    const double q2 = std::cos(radians(x1) - radians(x2));
    const double q3 = std::cos(radians(x1) + radians(x2));
    // Rounding can carry the cosine of two equal places past 1.
    const double cosine = std::fmin(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3), 1.0);
    return static_cast<std::int64_t>(6378.388 * std::acos(std::fmax(cosine, -1.0)) + 1.0);
}

// TSPLIB 95, section 2.1: straight lines, rounded to whole numbers.
std::int64_t euclidean(double x1, double y1, double x2, double y2) {
    return static_cast<std::int64_t>(std::hypot(x1 - x2, y1 - y2) + 0.5);
}

void check(const std::vector<double> &places, Metric metric) {
    const double limit = metric == Metric::geographic ? 181.0 : 1e9;
    for (std::size_t row = 0; row < places.size(); ++row) {
        if (std::fabs(places[row]) < limit) continue;
        throw Failure{
            "out_of_range", "row " + std::to_string(row + 1) + " has a coordinate out of range; "
                + (metric == Metric::geographic ? "degrees go up to 180" : "the limit is 1e9")};
    }
}

}  // namespace

Cities::Cities(const Request &request) {
    const Table table(request.csv);
    const auto x = table.numbers(request.x), y = table.numbers(request.y);
    size = x.size();
    if (size < 3 || size > city_limit) {
        throw Failure{
            "too_few_rows", "the file has " + std::to_string(size) + " rows of data; a tour has from 3 to "
                + std::to_string(city_limit) + " cities"};
    }
    check(x, request.metric);
    check(y, request.metric);
    const auto measure = request.metric == Metric::geographic ? geographic : euclidean;
    distances.resize(size * size);
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            if (i != j) distances[i * size + j] = measure(x[i], y[i], x[j], y[j]);
        }
    }
}
