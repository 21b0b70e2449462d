// swift-tools-version: 6.2
import PackageDescription

// A package of its own: its flags would forbid the main one as a dependency.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "assay", path: "../..")],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [.product(name: "Assay", package: "assay")],
            swiftSettings: [.define("FUZZING"), .unsafeFlags(["-parse-as-library"])]
        )
    ]
)
