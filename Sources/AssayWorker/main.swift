import AssayPlugins

// Everything is in the library, where it is shared with the host and tested.
WorkerProgram.run()
