module otls.test/collector/recorder

go 1.25.0
