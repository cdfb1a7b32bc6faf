CnswatchDaemon.main()
