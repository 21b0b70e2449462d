#include <assay/plugin.h>
