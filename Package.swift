// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "assay",
    platforms: [.macOS(.v15)],
    products: [
        // MARK: Public
        .library(name: "Assay", targets: ["Assay"]),
        .library(name: "AssayStatistics", targets: ["AssayStatistics"]),
        .library(name: "AssayPluginKit", targets: ["AssayPluginKit"]),
        .library(name: "AssayTesting", targets: ["AssayTesting"]),
        .executable(name: "assay", targets: ["AssayCLI"]),
        .executable(name: "assay-worker", targets: ["AssayWorker"]),

        // MARK: Bundled plugins
        .library(name: "kmeans", type: .dynamic, targets: ["KMeans"]),
        .library(name: "annealing", type: .dynamic, targets: ["Annealing"]),
        .library(name: "bootstrap", type: .dynamic, targets: ["Bootstrap"]),
    ],
    targets: [
        // MARK: System libraries
        .systemLibrary(
            name: "CCurl",
            path: "Sources/System/CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .systemLibrary(
            name: "CDW",
            path: "Sources/System/CDW",
            providers: [.apt(["libdw-dev"]), .brew(["elfutils"])]
        ),
        .systemLibrary(
            name: "CFFI",
            path: "Sources/System/CFFI",
            pkgConfig: "libffi",
            providers: [.apt(["libffi-dev"]), .brew(["libffi"])]
        ),
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
        .systemLibrary(
            name: "CPCRE2",
            path: "Sources/System/CPCRE2",
            pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
        ),
        .systemLibrary(
            name: "CSodium",
            path: "Sources/System/CSodium",
            pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            path: "Sources/System/CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
        ),
        .systemLibrary(
            name: "CYAML",
            path: "Sources/System/CYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),

        // MARK: Public
        .target(name: "CAssayPlugin"),
        .target(name: "AssayPluginKit", dependencies: ["CAssayPlugin"]),
        .target(name: "AssayStatistics", dependencies: ["CAssayKernels"]),
        .target(name: "AssayTesting", dependencies: ["AssayCore"]),
        .target(
            name: "Assay",
            dependencies: [
                "AssayStatistics", "AssayCore", "AssayPlugins", "AssayEngine", "AssayReports", "AssayStorage",
                "AssayYAML", "AssayHTTP", "AssayModels",
            ]
        ),

        // MARK: Implementation
        .target(name: "CAssayKernels"),
        .target(name: "AssayCore", dependencies: ["AssayStatistics", "CPCRE2", "CSodium"]),
        .target(name: "AssayYAML", dependencies: ["AssayCore", "CYAML"]),
        .target(name: "AssayPlugins", dependencies: ["AssayCore", "CAssayPlugin", "CDW", "CFFI", "CLinux"]),
        .target(name: "AssayHTTP", dependencies: ["AssayCore", "CCurl"]),
        .target(name: "AssayModels", dependencies: ["AssayCore", "AssayStatistics", "AssayHTTP", "AssayYAML"]),
        .target(name: "AssayEngine", dependencies: ["AssayCore", "AssayStatistics", "AssayYAML"]),
        .target(name: "AssayStorage", dependencies: ["AssayCore", "CSQLite"]),
        .target(name: "AssayReports", dependencies: ["AssayCore", "AssayStatistics"]),
        .executableTarget(
            name: "AssayCLI",
            dependencies: ["Assay", "AssayTesting", "CLinux"],
            resources: [.embedInCode("Templates")]
        ),
        .executableTarget(name: "AssayWorker", dependencies: ["AssayPlugins"]),
        .executableTarget(
            name: "ForeignBenchmark",
            dependencies: ["AssayCore", "AssayPlugins"],
            path: "Benchmarks/Foreign",
            exclude: ["bare.c"]
        ),

        // MARK: Bundled plugins
        .target(name: "KMeans", dependencies: ["CAssayPlugin"], path: "Plugins/KMeans"),
        .target(name: "Annealing", dependencies: ["CAssayPlugin"], path: "Plugins/Annealing"),
        .target(name: "Bootstrap", dependencies: ["AssayPluginKit"], path: "Plugins/Bootstrap"),

        // MARK: Benchmarks
        .executableTarget(name: "BombBenchmark", dependencies: ["AssayCore", "ParserBombs"], path: "Benchmarks/Bombs"),
        .executableTarget(name: "EngineBenchmark", dependencies: ["Assay"], path: "Benchmarks/EngineBenchmark"),
        .executableTarget(
            name: "HTTPBenchmark",
            dependencies: ["AssayModels", "AssayHTTP", "AssayCore"],
            path: "Benchmarks/HTTP",
            exclude: ["bare.c", "peers.py"]
        ),
        .executableTarget(
            name: "KernelBenchmark",
            dependencies: ["AssayCore", "AssayStatistics"],
            path: "Benchmarks/KernelBenchmark"
        ),
        .executableTarget(
            name: "StoreBenchmark",
            dependencies: ["Assay", "AssayCore", "AssayEngine", "AssayStatistics", "AssayStorage"],
            path: "Benchmarks/StoreBenchmark"
        ),

        // MARK: Tests
        .testTarget(name: "AssayStatisticsTests", dependencies: ["AssayStatistics"], resources: [.copy("Data")]),
        .testTarget(
            name: "AssayCoreTests",
            dependencies: ["AssayCore", "AssayStatistics", "TestSupport"],
            resources: [.copy("Data")]
        ),
        .testTarget(
            name: "AssayPluginsTests",
            dependencies: ["AssayPlugins", "AssayCore", "AssayPluginKit", "CAssayPlugin"]
        ),
        .testTarget(
            name: "AssayForeignTests",
            dependencies: [
                "AssayPlugins", "AssayCore", "AssayEngine", "AssayStatistics", "AssayTesting", "AssayYAML",
            ]
        ),
        .testTarget(
            name: "AssayWorkerTests",
            dependencies: [
                "Assay", "AssayCore", "AssayPlugins", "AssayWorker", "AssayTesting", "TestSupport",
                "WorkerDriver",
            ],
            exclude: ["Broken"]
        ),
        .executableTarget(name: "WorkerDriver", dependencies: ["Assay"], path: "Tests/WorkerDriver"),
        .testTarget(name: "AssayHTTPTests", dependencies: ["AssayHTTP", "AssayCore"], exclude: ["Server"]),
        .testTarget(
            name: "AssayModelsTests",
            dependencies: [
                "AssayModels", "AssayCore", "AssayEngine", "AssayHTTP", "AssayStatistics", "AssayTesting", "AssayYAML",
                "TestSupport",
            ],
            exclude: ["Server"],
            resources: [.copy("Data"), .copy("Fixtures")]
        ),
        .testTarget(name: "AssayReportsTests", dependencies: ["AssayReports", "AssayCore", "AssayStatistics"]),
        .testTarget(name: "AssayYAMLTests", dependencies: ["AssayYAML", "AssayCore", "AssayStatistics"]),
        .testTarget(
            name: "AssayPlannerTests",
            dependencies: ["AssayEngine", "AssayCore", "AssayYAML", "AssayStatistics"]
        ),
        .testTarget(name: "AssayEngineTests", dependencies: ["AssayEngine", "AssayTesting", "TestSupport"]),
        .executableTarget(
            name: "StoreDriver",
            dependencies: ["AssayEngine", "AssayStorage", "AssayCore", "AssayStatistics"],
            path: "Tests/StoreDriver"
        ),
        .testTarget(
            name: "AssayStorageTests",
            dependencies: [
                "AssayStorage", "AssayCore", "AssayEngine", "AssayStatistics", "AssayTesting", "StoreDriver",
                "TestSupport",
            ],
            exclude: ["Data"]
        ),
        .testTarget(
            name: "AssayTests",
            dependencies: ["Assay", "AssayCore", "AssayTesting", "ParserBombs", "TestSupport"]
        ),
        .target(
            name: "ParserBombs",
            dependencies: ["Assay", "AssayCore", "AssayEngine", "AssayPlugins", "AssayStatistics", "AssayYAML"],
            path: "Tests/ParserBombs"
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(
            name: "AssayFuzzTests",
            dependencies: ["Assay", "AssayCore", "AssayHTTP", "AssayModels", "AssayPlugins"]
        ),
        .testTarget(name: "AssayCLITests", dependencies: ["Assay", "TestSupport"], exclude: ["Data"]),
    ],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .treatAllWarnings(as: .error),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ]
    target.cSettings = (target.cSettings ?? []) + [.treatAllWarnings(as: .error)]
    target.cxxSettings = (target.cxxSettings ?? []) + [.treatAllWarnings(as: .error)]
}
