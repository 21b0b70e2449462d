// One pattern at a time, for single pairs.
#define LEVEL scalar
#define EDIT_LANES 1
#define EDIT_ONLY 1
#include "level_body.h"
