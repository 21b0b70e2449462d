/* Opens sockets. */
#include "plugin.h"

#include <sys/socket.h>

static int32_t answer(const assay_call *call) {
    int possible = 0;
    int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK};
    for (int i = 0; i < 4; i++) possible += socket(families[i], i == 3 ? SOCK_RAW : SOCK_STREAM, 0) >= 0;
    return say_count(call, possible);
}

#include "table.h"
