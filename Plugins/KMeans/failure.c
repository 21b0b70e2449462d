#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

bool fail(failure *failure, const char *code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    failure->code = code;
    vsnprintf(failure->message, sizeof(failure->message), format, arguments);
    va_end(arguments);
    return false;
}

bool fail_memory(failure *failure) {
    return fail(failure, "out_of_memory", "there is not enough memory for this many rows and columns");
}
