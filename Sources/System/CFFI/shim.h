#ifndef ASSAY_CFFI_SHIM_H
#define ASSAY_CFFI_SHIM_H

#include <errno.h>
#include <ffi.h>
#ifdef __linux__
#include <link.h>
#endif

/* libffi's own types are mutable globals, and the type of a called function cannot be written in Swift. */

/* The type of a C value: i integer, u unsigned, f floating point with a size in bytes; p pointer; v void. */
static inline ffi_type *assay_ffi_type(char kind, int size) {
    switch (kind) {
    case 'i':
        return size == 1 ? &ffi_type_sint8 : size == 2 ? &ffi_type_sint16 : size == 4 ? &ffi_type_sint32 : &ffi_type_sint64;
    case 'u':
        return size == 1 ? &ffi_type_uint8 : size == 2 ? &ffi_type_uint16 : size == 4 ? &ffi_type_uint32 : &ffi_type_uint64;
    case 'f':
        return size == 4 ? &ffi_type_float : &ffi_type_double;
    case 'p':
        return &ffi_type_pointer;
    default:
        return &ffi_type_void;
    }
}

/* Calls with errno cleared and returns what it is afterwards, before anything else can change it. */
static inline int assay_ffi_call(ffi_cif *cif, void *function, void *result, void **arguments) {
    errno = 0;
    ffi_call(cif, FFI_FN(function), result, arguments);
    return errno;
}

#ifdef __linux__
/* <dlfcn.h> declares this on request only. */
int dlinfo(void *handle, int request, void *result);

/* The file of a loaded library, or null. */
static inline const char *assay_library_path(void *handle) {
    struct link_map *map = 0;
    return dlinfo(handle, 2 /* RTLD_DI_LINKMAP */, &map) == 0 && map ? map->l_name : 0;
}
#endif

#endif
