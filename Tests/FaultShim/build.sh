#!/usr/bin/env bash
# Builds the library that breaks the writes of a process (see fault_shim.c) into .build, where tests look for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
library=.build/fault_shim.so
[ "$library" -nt Tests/FaultShim/fault_shim.c ] && exit
mkdir -p .build
cc -std=gnu11 -O1 -Wall -Wextra -Werror -shared -fPIC -o "$library.$$" Tests/FaultShim/fault_shim.c -ldl -lpthread
mv "$library.$$" "$library"
