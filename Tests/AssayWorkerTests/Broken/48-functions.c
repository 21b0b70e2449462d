/* Functions a manifest is wrong about: fewer parameters, other types, another pointer. */
#include <stddef.h>
#include <string.h>

size_t text_length(const char *text) { return strlen(text); }

double sum(double left, double right) { return left + right; }

int fill(char *place) {
    memset(place, 'x', 1 << 20);
    return 0;
}
