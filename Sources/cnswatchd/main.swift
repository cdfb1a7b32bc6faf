import ArgumentParser

CnswatchDaemon.main()
