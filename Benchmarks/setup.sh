# Sourced by the benchmarks, in the package's folder: builds a product in release and installs the peers.
. Tests/setup.sh

# build_release PRODUCT: builds and leaves the folder of the products in $bin.
build_release() {
    need_swift
    need_libraries
    need_packages "python3=command -v python3" "python3-venv=python3 -m venv --help"
    say "building $1 in release"
    swift build -c release --product "$1" || stop "the build failed; its messages are above"
    bin=$(swift build -c release --show-bin-path)
}

# need_peers: a virtual environment in $venv with numpy and scipy.
need_peers() {
    venv=.build/benchmark-venv
    if "$venv/bin/python" -c 'import numpy, scipy; assert (numpy.__version__, scipy.__version__) == ("2.2.6", "1.15.3")' 2>/dev/null; then return; fi
    say "installing the peers into $venv: numpy 2.2.6, scipy 1.15.3"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q numpy==2.2.6 scipy==1.15.3 || stop "pip could not install the peers: is the network there?"
}
