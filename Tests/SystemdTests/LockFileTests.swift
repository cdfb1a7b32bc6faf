import Glibc
import Systemd
import TestSupport
import Testing

@Suite("A lock file")
struct LockFileTests {
    @Test func `a second instance is refused and told who holds it`() throws {
        let directory = try TemporaryFolder()
        let path = directory.file("lock")
        let first = try LockFile(path: path)
        #expect(throws: LockFileError.heldByAnother(path: path, processID: getpid())) { try LockFile(path: path) }
        #expect(try directory.text("lock") == "\(getpid())\n")
        first.release()
    }

    @Test func `a holder that has written no number is refused all the same`() throws {
        let directory = try TemporaryFolder()
        let path = directory.file("lock")
        let holder = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(holder) }
        try #require(flock(holder, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: LockFileError.heldByAnother(path: path, processID: nil)) { try LockFile(path: path) }
        // Half a number, as a reader may find it.
        _ = write(holder, "12", 2)
        #expect(throws: LockFileError.heldByAnother(path: path, processID: nil)) { try LockFile(path: path) }
    }

    @Test func `a released lock can be taken again, with no number left behind`() throws {
        let directory = try TemporaryFolder()
        let first = try LockFile(path: directory.file("lock"))
        first.release()
        first.release()
        #expect(try directory.text("lock") == "")
        let second = try LockFile(path: directory.file("lock"))
        #expect(second.path == directory.file("lock"))
        second.release()
    }

    @Test func `dropping the last reference releases`() throws {
        let directory = try TemporaryFolder()
        var first: LockFile? = try LockFile(path: directory.file("lock"))
        #expect(first != nil)
        first = nil
        let second = try LockFile(path: directory.file("lock"))
        second.release()
    }

    @Test func `a number left by one that was killed is replaced`() throws {
        let directory = try TemporaryFolder()
        try directory.write("lock", "4194304999\n")
        let lock = try LockFile(path: directory.file("lock"))
        #expect(try directory.text("lock") == "\(getpid())\n")
        lock.release()
    }

    @Test func `the file is its owner's alone and a started helper does not inherit it`() throws {
        let directory = try TemporaryFolder()
        let lock = try LockFile(path: directory.file("lock"))
        var status = stat()
        try #require(stat(directory.file("lock"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let opened = (Int32(0)..<1_024).filter { descriptor in
            var other = stat()
            return fstat(descriptor, &other) == 0 && other.st_ino == status.st_ino && other.st_dev == status.st_dev
        }
        #expect(opened.count == 1)
        #expect(opened.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
        lock.release()
    }

    @Test func `a link in place of the file is refused`() throws {
        let directory = try TemporaryFolder()
        try directory.write("other", "precious")
        symlink(directory.file("other"), directory.file("lock"))
        #expect(throws: LockFileError.opening(path: directory.file("lock"), ErrorNumber(ELOOP))) {
            try LockFile(path: directory.file("lock"))
        }
        #expect(try directory.text("other") == "precious")
    }

    @Test func `a missing directory is refused with the path`() throws {
        let directory = try TemporaryFolder()
        let path = directory.file("missing/lock")
        #expect(throws: LockFileError.opening(path: path, ErrorNumber(ENOENT))) { try LockFile(path: path) }
    }
}
