#include "tour.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "failure.hpp"

namespace {

// SplitMix64 (Steele, Lea, Flood 2014): unlike the distributions of the standard library, the same everywhere.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : state(seed) {}

    // From 0 up to but not including 1.
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    std::size_t index(std::size_t bound) { return static_cast<std::size_t>(unit() * static_cast<double>(bound)); }

private:
    std::uint64_t state;

    std::uint64_t next() {
        std::uint64_t mixed = state += 0x9E3779B97F4A7C15u;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        return mixed ^ (mixed >> 31);
    }
};

std::int64_t length_of(const Cities &cities, const std::vector<std::size_t> &tour) {
    std::int64_t length = cities.distance(tour.back(), tour.front());
    for (std::size_t i = 1; i < tour.size(); ++i) length += cities.distance(tour[i - 1], tour[i]);
    return length;
}

// How much longer the tour gets when the stretch from first to last is turned about.
std::int64_t change(const Cities &cities, const std::vector<std::size_t> &tour, std::size_t first, std::size_t last) {
    const auto before = tour[first - 1], after = tour[(last + 1) % tour.size()];
    return cities.distance(before, tour[last]) + cities.distance(tour[first], after)
        - cities.distance(before, tour[first]) - cities.distance(tour[last], after);
}

// A tour has no beginning and no direction, so equal ones are turned until they look equal.
void normalise(std::vector<std::size_t> &tour) {
    std::rotate(tour.begin(), std::find(tour.begin(), tour.end(), std::size_t{0}), tour.end());
    if (tour[1] > tour.back()) std::reverse(tour.begin() + 1, tour.end());
}

}  // namespace

// Kirkpatrick, Gelatt, Vecchi (Science 220, 1983): a reversal that makes the tour longer by d is taken with probability
// exp(-d/T), while T falls geometrically from the mean length of a leg to a hundredth of it. The shortest tour counts.
Tour anneal(const Cities &cities, std::uint64_t steps, const assay_call *call) {
    Generator random(call->seed);
    std::vector<std::size_t> tour(cities.count());
    std::iota(tour.begin(), tour.end(), std::size_t{0});
    for (std::size_t i = tour.size() - 1; i > 1; --i) std::swap(tour[i], tour[1 + random.index(i)]);
    std::int64_t length = length_of(cities, tour);
    Tour best{length, tour};
    const double start = std::fmax(static_cast<double>(length) / static_cast<double>(tour.size()), 1e-9);
    const double cooling = std::pow(0.01, 1.0 / static_cast<double>(steps));
    double temperature = start;
    for (std::uint64_t step = 0; step < steps; ++step, temperature *= cooling) {
        if (step % 1024 == 0 && call->is_cancelled(call)) throw Failure{"cancelled", "the call was cancelled"};
        const auto a = 1 + random.index(tour.size() - 1), b = 1 + random.index(tour.size() - 1);
        const auto first = std::min(a, b), last = std::max(a, b);
        const auto longer = change(cities, tour, first, last);
        if (longer > 0 && random.unit() >= std::exp(-static_cast<double>(longer) / temperature)) continue;
        using Place = std::vector<std::size_t>::difference_type;
        std::reverse(tour.begin() + static_cast<Place>(first), tour.begin() + static_cast<Place>(last) + 1);
        length += longer;
        if (length < best.length) best = Tour{length, tour};
    }
    normalise(best.cities);
    return best;
}
