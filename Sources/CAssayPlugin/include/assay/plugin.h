#ifndef ASSAY_PLUGIN_H
#define ASSAY_PLUGIN_H
#include <stdint.h>
#define ASSAY_ABI_MAJOR 1u
#endif
