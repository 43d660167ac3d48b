module otls.test/pid

go 1.25.0
