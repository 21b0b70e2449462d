#ifndef ASSAY_CDW_SHIM_H
#define ASSAY_CDW_SHIM_H

#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwelf.h>
#include <libelf.h>
#include <stdbool.h>

/* libdw is not linked but loaded when it is first wanted: with the libraries it needs it would slow down every start of a
 * worker, and few workers read debug information. The headers say what type each function has. */
#define ASSAY_DW_FUNCTIONS(EACH)                                                                                       \
    EACH(dwarf_aggregate_size)                                                                                         \
    EACH(dwarf_attr_integrate)                                                                                         \
    EACH(dwarf_begin_elf)                                                                                              \
    EACH(dwarf_child)                                                                                                  \
    EACH(dwarf_dieoffset)                                                                                              \
    EACH(dwarf_end)                                                                                                    \
    EACH(dwarf_entrypc)                                                                                                \
    EACH(dwarf_formflag)                                                                                               \
    EACH(dwarf_formref_die)                                                                                            \
    EACH(dwarf_formstring)                                                                                             \
    EACH(dwarf_formudata)                                                                                              \
    EACH(dwarf_nextcu)                                                                                                 \
    EACH(dwarf_offdie)                                                                                                 \
    EACH(dwarf_ranges)                                                                                                 \
    EACH(dwarf_siblingof)                                                                                              \
    EACH(dwarf_tag)                                                                                                    \
    EACH(dwelf_elf_gnu_build_id)                                                                                       \
    EACH(dwelf_elf_gnu_debuglink)                                                                                      \
    EACH(elf_begin)                                                                                                    \
    EACH(elf_end)                                                                                                      \
    EACH(elf_version)

typedef struct {
#define ASSAY_DW_FIELD(name) __typeof__(&name) name;
    ASSAY_DW_FUNCTIONS(ASSAY_DW_FIELD)
#undef ASSAY_DW_FIELD
} assay_dw;

/* Loads the library for good; false when it, or one of its functions, is not there. */
static inline bool assay_dw_load(assay_dw *functions) {
    void *library = dlopen("libdw.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
#define ASSAY_DW_FIND(name)                                                                                            \
    functions->name = (__typeof__(&name))dlsym(library, #name);                                                        \
    if (!functions->name) return false;
    ASSAY_DW_FUNCTIONS(ASSAY_DW_FIND)
#undef ASSAY_DW_FIND
    return true;
}

#endif
