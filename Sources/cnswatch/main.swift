Cnswatch.main()
