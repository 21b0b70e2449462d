// One import gives an application everything it names.
@_exported public import AssayCore
@_exported public import AssayEngine
@_exported public import AssayHTTP
@_exported public import AssayModels
@_exported public import AssayPlugins
@_exported public import AssayReports
@_exported public import AssayStatistics
@_exported public import AssayStorage
@_exported public import AssayYAML
