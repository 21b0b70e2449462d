// A CSV file with a header row, commas, and quotes as in RFC 4180; blank lines are left out.
#pragma once

#include <string>
#include <vector>

#pragma GCC visibility push(hidden)

class Table {
public:
    // Throws Failure.
    explicit Table(const std::string &path);

    // The numbers of a column; throws Failure when there is no such column or a cell is no number.
    std::vector<double> numbers(const std::string &column) const;

private:
    struct Row {
        std::size_t line = 0;
        std::vector<std::string> cells;
    };

    std::vector<Row> rows;

    static std::vector<Row> split(const std::string &text);
};

#pragma GCC visibility pop
