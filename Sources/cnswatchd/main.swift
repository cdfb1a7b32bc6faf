import ArgumentParser

if let configuration = CnswatchDaemon.plainConfiguration(CommandLine.arguments.dropFirst()) {
    do {
        try CnswatchDaemon.run(configuration)
    } catch {
        CnswatchDaemon.exit(withError: error)
    }
} else {
    CnswatchDaemon.main()
}
