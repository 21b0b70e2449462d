// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "embedding",
    platforms: [.macOS(.v15)],
    products: [.library(name: "dice", type: .dynamic, targets: ["DicePlugin"])],
    dependencies: [.package(name: "assay", path: "../..")],
    targets: [
        .executableTarget(
            name: "Embedding",
            dependencies: [
                .product(name: "Assay", package: "assay"),
                // Plugins and C functions run in this program, which must lie beside the one that loads them.
                .product(name: "assay-worker", package: "assay"),
            ]
        ),
        .executableTarget(name: "CompleteExample", dependencies: [.product(name: "Assay", package: "assay")]),
        .target(name: "DicePlugin", dependencies: [.product(name: "AssayPluginKit", package: "assay")]),
    ]
)
