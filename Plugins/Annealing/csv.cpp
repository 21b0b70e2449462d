#include "csv.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>

#include "failure.hpp"

namespace {

constexpr std::size_t size_limit = std::size_t{16} << 20;

std::string read_file(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Failure{"file_error", "the file named by csv cannot be opened"};
    std::string text;
    std::array<char, 65536> block;
    while (file && text.size() <= size_limit) {
        file.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) {
        throw Failure{"file_error", "the file named by csv cannot be read; it must be a file and not a folder"};
    }
    if (text.size() > size_limit) throw Failure{"file_error", "the file named by csv is over 16 MiB"};
    return text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? text.substr(3) : text;
}

std::optional<double> to_number(const std::string &cell) {
    const auto first = cell.find_first_not_of(" \t");
    if (first == cell.npos) return std::nullopt;
    const char *start = cell.data() + first, *end = cell.data() + cell.find_last_not_of(" \t") + 1;
    if (*start == '+') ++start;
    double number = 0;
    const auto result = std::from_chars(start, end, number);
    if (result.ec != std::errc() || result.ptr != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace

std::vector<Table::Row> Table::split(const std::string &text) {
    std::vector<Row> rows;
    Row row;
    std::string cell;
    std::size_t line = 1;
    bool is_quoted = false, was_quoted = false;
    row.line = line;
    const auto end_row = [&] {
        if (!was_quoted && !cell.empty() && cell.back() == '\r') cell.pop_back();
        if (!row.cells.empty() || !cell.empty() || was_quoted) {
            row.cells.push_back(cell);
            rows.push_back(row);
        }
        row = Row{line + 1, {}};
        cell.clear();
        was_quoted = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i];
        if (is_quoted && next == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cell.push_back(text[++i]);
        } else if (is_quoted && next == '"') {
            is_quoted = false;
        } else if (is_quoted) {
            cell.push_back(next);
            line += next == '\n';
        } else if (next == '"' && cell.empty() && !was_quoted) {
            is_quoted = was_quoted = true;
        } else if (next == ',') {
            row.cells.push_back(cell);
            cell.clear();
            was_quoted = false;
        } else if (next == '\n') {
            end_row();
            ++line;
        } else if (!was_quoted) {
            cell.push_back(next);
        } else if (next != '\r') {
            throw Failure{"bad_csv", "line " + std::to_string(line) + " has text behind a quoted cell"};
        }
    }
    if (is_quoted) {
        throw Failure{"bad_csv", "a quoted cell of the row on line " + std::to_string(row.line) + " has no end"};
    }
    end_row();
    return rows;
}

Table::Table(const std::string &path) : rows(split(read_file(path))) {
    if (rows.empty()) throw Failure{"bad_csv", "the file is empty; it needs a header row and data"};
    const auto width = rows.front().cells.size();
    for (const auto &row : rows) {
        if (row.cells.size() == width) continue;
        throw Failure{
            "bad_csv", "line " + std::to_string(row.line) + " has " + std::to_string(row.cells.size())
                + " cells and the header row has " + std::to_string(width) + "; every row needs as many"};
    }
}

std::vector<double> Table::numbers(const std::string &column) const {
    const auto &header = rows.front().cells;
    std::size_t place = 0;
    while (place < header.size() && header[place] != column) ++place;
    if (place == header.size()) {
        throw Failure{
            "unknown_column",
            "the file has no column \"" + column.substr(0, 64) + "\"; the header row names its columns"};
    }
    std::vector<double> numbers;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto number = to_number(rows[i].cells[place]);
        if (!number) {
            throw Failure{
                "not_numeric", "row " + std::to_string(i) + " (line " + std::to_string(rows[i].line) + "), column \""
                    + column.substr(0, 64) + "\" holds no finite decimal number"};
        }
        numbers.push_back(*number);
    }
    return numbers;
}
