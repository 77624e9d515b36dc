#include "tests/db/faulty_disk.h"

#include "engine/base/check.h"

#include <sqlite3.h>

#include <cstddef>

namespace greenlight::db {

/// What is to fail, and what has.
struct DiskTrouble {
    bool armed = false;
    int left = 0;
    FaultyDisk::Kind kind = FaultyDisk::Kind::Full;
    FaultyDisk::Lasting lasting = FaultyDisk::Lasting::Once;
    bool struck = false;

    /// Counts one operation; whether it is to fail.
    bool strikes() {
        if (!armed) {
            return false;
        }
        if (left > 0) {
            --left;
            return false;
        }
        struck = true;
        armed = lasting == FaultyDisk::Lasting::ForGood;
        return true;
    }
};

namespace {

/// The trouble of the one disk there is; SQLite's C callbacks know nobody else to ask, and they may
/// still come when the disk works again.
DiskTrouble trouble;
sqlite3_vfs* realDisk = nullptr;
sqlite3_vfs faultyVfs;

/// An open file: SQLite's part first, then the real file behind it.
struct File {
    sqlite3_file base;

    sqlite3_file* real() {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(this) + sizeof(File));
    }
};

static_assert(sizeof(File) == sizeof(void*), "the real file behind it needs its alignment");

sqlite3_file* realOf(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

int closeFile(sqlite3_file* file) { return realOf(file)->pMethods->xClose(realOf(file)); }

int readFile(sqlite3_file* file, void* bytes, int size, sqlite3_int64 place) {
    return realOf(file)->pMethods->xRead(realOf(file), bytes, size, place);
}

int writeFile(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 place) {
    if (trouble.strikes()) {
        return trouble.kind == FaultyDisk::Kind::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return realOf(file)->pMethods->xWrite(realOf(file), bytes, size, place);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    return trouble.strikes() ? SQLITE_IOERR_TRUNCATE
                             : realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file* file, int flags) {
    return trouble.strikes() ? SQLITE_IOERR_FSYNC
                             : realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xLock(realOf(file), level);
}

int unlockFile(sqlite3_file* file, int level) {
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}

int checkReserved(sqlite3_file* file, int* reserved) {
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), reserved);
}

int fileControl(sqlite3_file* file, int operation, void* argument) {
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}

int sectorSize(sqlite3_file* file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }

int characteristics(sqlite3_file* file) {
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}

int shmMap(sqlite3_file* file, int page, int size, int extend, volatile void** place) {
    return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, place);
}

int shmLock(sqlite3_file* file, int offset, int count, int flags) {
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void shmBarrier(sqlite3_file* file) { realOf(file)->pMethods->xShmBarrier(realOf(file)); }

int shmUnmap(sqlite3_file* file, int remove) {
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

// Version 2: with shared memory for WAL, without memory-mapped reading around our back.
const sqlite3_io_methods methods{.iVersion = 2,
                                 .xClose = closeFile,
                                 .xRead = readFile,
                                 .xWrite = writeFile,
                                 .xTruncate = truncateFile,
                                 .xSync = syncFile,
                                 .xFileSize = fileSize,
                                 .xLock = lockFile,
                                 .xUnlock = unlockFile,
                                 .xCheckReservedLock = checkReserved,
                                 .xFileControl = fileControl,
                                 .xSectorSize = sectorSize,
                                 .xDeviceCharacteristics = characteristics,
                                 .xShmMap = shmMap,
                                 .xShmLock = shmLock,
                                 .xShmBarrier = shmBarrier,
                                 .xShmUnmap = shmUnmap,
                                 .xFetch = nullptr,
                                 .xUnfetch = nullptr};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flagsOut) {
    file->pMethods = nullptr;
    sqlite3_file* real = realOf(file);
    const int code = realDisk->xOpen(realDisk, name, real, flags, flagsOut);
    if (real->pMethods != nullptr) {
        file->pMethods = &methods;
    }
    return code;
}

} // namespace

FaultyDisk::FaultyDisk() : m_trouble(&trouble) {
    CHECK(realDisk == nullptr);
    realDisk = sqlite3_vfs_find(nullptr);
    CHECK(realDisk != nullptr);
    trouble = {};
    faultyVfs = *realDisk;
    faultyVfs.zName = "faulty-disk";
    faultyVfs.pNext = nullptr;
    faultyVfs.szOsFile = static_cast<int>(sizeof(File)) + realDisk->szOsFile;
    faultyVfs.xOpen = openFile;
    CHECK(sqlite3_vfs_register(&faultyVfs, 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&faultyVfs);
    sqlite3_vfs_register(realDisk, 1);
    realDisk = nullptr;
    trouble = {};
}

void FaultyDisk::failAfter(int operations, Kind kind, Lasting lasting) {
    *m_trouble = {.armed = true, .left = operations, .kind = kind, .lasting = lasting};
}

void FaultyDisk::heal() { m_trouble->armed = false; }

bool FaultyDisk::struck() const { return m_trouble->struck; }

} // namespace greenlight::db
