// Why an answer could not be given.
#pragma once

#include <string>

#pragma GCC visibility push(hidden)

struct Failure {
    std::string code;
    std::string message;
};

#pragma GCC visibility pop
