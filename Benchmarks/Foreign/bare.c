/* Calls pow through a bare ffi_call loop: the least a foreign call can cost.
 *
 * bare COUNT prints nanoseconds per call and the last answer.
 */
#include <dlfcn.h>
#include <ffi.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count_arguments, char **words) {
    long count = count_arguments > 1 ? atol(words[1]) : 1000000;
    void *library = dlopen("libm.so.6", RTLD_NOW | RTLD_LOCAL);
    void *function = library ? dlsym(library, "pow") : 0;
    ffi_cif cif;
    ffi_type *types[] = {&ffi_type_double, &ffi_type_double};
    if (!function || ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 2, &ffi_type_double, types) != FFI_OK) {
        fprintf(stderr, "bare: libm.so.6 or pow cannot be used\n");
        return 1;
    }
    double x = 2, y = 10, answer = 0;
    void *arguments[] = {&x, &y};
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long index = 0; index < count; index++) ffi_call(&cif, FFI_FN(function), &answer, arguments);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double elapsed = (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
    printf("%.3f %.1f\n", elapsed / (double)count, answer);
    return 0;
}
