#include "request.hpp"

#include <charconv>
#include <optional>

#include "failure.hpp"

namespace {

// Walks the text of a flat JSON object.
class Reader {
public:
    explicit Reader(std::string_view text) : rest(text) {}

    bool take(char character) {
        if (rest.empty() || rest.front() != character) return false;
        rest.remove_prefix(1);
        return true;
    }

    bool is_at_end() const { return rest.empty(); }

    std::optional<std::string> string() {
        std::string text;
        if (!take('"')) return std::nullopt;
        while (!rest.empty() && rest.front() != '"') {
            const char next = rest.front();
            rest.remove_prefix(1);
            if (next != '\\') {
                text.push_back(next);
            } else if (const auto plain = escaped()) {
                text.push_back(*plain);
            } else {
                return std::nullopt;
            }
        }
        return take('"') ? std::optional(text) : std::nullopt;
    }

    std::optional<std::uint64_t> count() {
        std::uint64_t value = 0;
        const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (result.ec != std::errc()) return std::nullopt;
        rest.remove_prefix(static_cast<std::size_t>(result.ptr - rest.data()));
        return value;
    }

private:
    std::string_view rest;

    // Canonical JSON writes only control characters as \uXXXX, so a code point here has one byte.
    std::optional<char> escaped() {
        constexpr std::string_view names = "bfnrt", values = "\b\f\n\r\t";
        if (rest.empty()) return std::nullopt;
        const char kind = rest.front();
        rest.remove_prefix(1);
        if (kind != 'u') {
            const auto place = names.find(kind);
            return place == names.npos ? kind : values[place];
        }
        unsigned code = 0;
        if (rest.size() < 4) return std::nullopt;
        const auto result = std::from_chars(rest.data(), rest.data() + 4, code, 16);
        if (result.ptr != rest.data() + 4 || code == 0 || code > 0x7F) return std::nullopt;
        rest.remove_prefix(4);
        return static_cast<char>(code);
    }
};

bool read_member(Reader &reader, Request &request, std::string_view key) {
    if (key == "steps") {
        const auto steps = reader.count();
        if (steps) request.steps = *steps;
        return steps && *steps >= 1 && *steps <= 100'000'000;
    }
    const auto text = reader.string();
    if (!text) return false;
    if (key == "csv") request.csv = *text;
    if (key == "x") request.x = *text;
    if (key == "y") request.y = *text;
    if (key == "metric") request.metric = *text == "geographic" ? Metric::geographic : Metric::euclidean;
    return key == "csv" || key == "x" || key == "y"
        || (key == "metric" && (*text == "geographic" || *text == "euclidean"));
}

}  // namespace

Request::Request(std::string_view json) : x("x"), y("y") {
    Reader reader(json);
    bool is_read = reader.take('{');
    do {
        const auto key = is_read ? reader.string() : std::nullopt;
        is_read = key && reader.take(':') && read_member(reader, *this, *key);
    } while (is_read && reader.take(','));
    if (is_read && reader.take('}') && reader.is_at_end() && !csv.empty()) return;
    throw Failure{
        "invalid_request", "the request must be an object with csv and perhaps x, y, metric and steps"};
}
