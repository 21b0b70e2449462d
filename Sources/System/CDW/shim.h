#ifndef ASSAY_CDW_SHIM_H
#define ASSAY_CDW_SHIM_H

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwelf.h>
#include <libelf.h>

#endif
