#define LEVEL portable
#define EDIT_LANES 2
#define TILE_ROWS 2
#define RATING_VECTORS 1
#include "level_body.h"
