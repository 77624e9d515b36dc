#include "tests/db/faulty_disk.h"

#include "engine/base/check.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace greenlight::db {

/// A change of a file that no sync has made durable yet.
struct Unsynced {
    std::size_t place = 0;
    std::string bytes{};
    bool truncates = false; ///< to `place`
};

/// What a power cut would leave of a file.
struct Platter {
    std::string durable{};
    std::vector<Unsynced> unsynced{};

    void apply(const Unsynced& change) {
        if (change.truncates) {
            durable.resize(change.place);
            return;
        }
        durable.resize(std::max(durable.size(), change.place + change.bytes.size()));
        durable.replace(change.place, change.bytes.size(), change.bytes);
    }

    void sync() {
        std::ranges::for_each(unsynced, [this](const Unsynced& change) { apply(change); });
        unsynced.clear();
    }

    /// The writes that a disk had in its cache: in any order, so any of them may be missing.
    void loseAndTear(std::mt19937& luck) {
        constexpr std::size_t sector = 512;
        for (Unsynced& change : unsynced) {
            const auto draw = std::uniform_int_distribution<int>(0, 2)(luck);
            if (draw == 1 && !change.truncates && change.bytes.size() > sector) {
                const std::size_t sectors = change.bytes.size() / sector;
                change.bytes.resize(sector *
                                    std::uniform_int_distribution<std::size_t>(1, sectors)(luck));
            }
            if (draw != 0) {
                apply(change);
            }
        }
        unsynced.clear();
    }
};

/// What is to fail, and what has.
struct DiskTrouble {
    bool watching = false; ///< platters are kept
    std::map<std::string, Platter> platters{};
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
    const char* name; ///< SQLite's, as long as the file is open; null for a temporary one

    sqlite3_file* real() {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(this) + sizeof(File));
    }
};

static_assert(sizeof(File) == 2 * sizeof(void*), "the real file behind it needs its alignment");

sqlite3_file* realOf(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

std::string contentOf(const std::string& name) {
    std::ifstream stream(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Where it is kept what a cut would leave of this file; null where nobody wants to know.
Platter* platterOf(sqlite3_file* file) {
    const char* const name = reinterpret_cast<File*>(file)->name;
    if (!trouble.watching || name == nullptr) {
        return nullptr;
    }
    const auto [place, fresh] = trouble.platters.try_emplace(name);
    if (fresh) {
        place->second.durable = contentOf(name);
    }
    return &place->second;
}

int closeFile(sqlite3_file* file) { return realOf(file)->pMethods->xClose(realOf(file)); }

int readFile(sqlite3_file* file, void* bytes, int size, sqlite3_int64 place) {
    return realOf(file)->pMethods->xRead(realOf(file), bytes, size, place);
}

int writeFile(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 place) {
    if (trouble.strikes()) {
        return trouble.kind == FaultyDisk::Kind::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    if (Platter* const platter = platterOf(file)) {
        platter->unsynced.push_back({.place = static_cast<std::size_t>(place),
                                     .bytes = std::string(static_cast<const char*>(bytes),
                                                          static_cast<std::size_t>(size))});
    }
    return realOf(file)->pMethods->xWrite(realOf(file), bytes, size, place);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    if (trouble.strikes()) {
        return SQLITE_IOERR_TRUNCATE;
    }
    if (Platter* const platter = platterOf(file)) {
        platter->unsynced.push_back({.place = static_cast<std::size_t>(size), .truncates = true});
    }
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file* file, int flags) {
    if (trouble.strikes()) {
        return SQLITE_IOERR_FSYNC;
    }
    if (Platter* const platter = platterOf(file)) {
        platter->sync();
    }
    return realOf(file)->pMethods->xSync(realOf(file), flags);
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
    reinterpret_cast<File*>(file)->name = name;
    sqlite3_file* real = realOf(file);
    const int code = realDisk->xOpen(realDisk, name, real, flags, flagsOut);
    if (real->pMethods != nullptr) {
        file->pMethods = &methods;
    }
    return code;
}

int removeFile(sqlite3_vfs*, const char* name, int syncFolder) {
    if (trouble.strikes()) {
        return SQLITE_IOERR_DELETE;
    }
    trouble.platters.erase(name);
    // A file that is closed after the faulty disk is gone has its log removed here.
    sqlite3_vfs* const disk = realDisk != nullptr ? realDisk : sqlite3_vfs_find(nullptr);
    return disk->xDelete(disk, name, syncFolder);
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
    faultyVfs.xDelete = removeFile;
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

void FaultyDisk::cutAfter(int operations) {
    *m_trouble = {.watching = true,
                  .armed = true,
                  .left = operations,
                  .kind = Kind::Broken,
                  .lasting = Lasting::ForGood};
}

void FaultyDisk::powerUp(std::mt19937& luck) {
    for (auto& [name, platter] : m_trouble->platters) {
        platter.loseAndTear(luck);
        std::ofstream(name, std::ios::binary | std::ios::trunc) << platter.durable;
        // What processes share in memory does not outlive the computer.
        (void)std::remove((name + "-shm").c_str());
    }
    m_trouble->platters.clear();
    m_trouble->watching = false;
    heal();
}

void FaultyDisk::heal() { m_trouble->armed = false; }

bool FaultyDisk::struck() const { return m_trouble->struck; }

} // namespace greenlight::db
