#pragma once

#include <cstdint>
#include <random>

namespace greenlight::db {

struct DiskTrouble;

/// A disk that fails on command, below SQLite. While one exists, files that SQLite opens anew go
/// through it. Model: the operations that change the disk (write, sync, truncate) are counted from
/// failAfter() on; the first so many work, then one fails, or all fail from there. What a failed
/// write would have written is not there; what a failed sync should have made durable is, as a
/// process that goes on would see it.
///
/// Or its power goes: from cutAfter() on the disk remembers what was written to each file since it
/// was synced last, and after so many operations nothing works any more. powerUp() gives each file
/// what was synced, and of each later write, as luck has it, all, nothing, or its first sectors;
/// files that were removed stay so. One at a time, one thread. Files may be closed after it is
/// gone.
class FaultyDisk {
public:
    enum class Kind : std::uint8_t {
        Full,   ///< no space left
        Broken, ///< input/output error
    };

    enum class Lasting : std::uint8_t { Once, ForGood };

    FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    FaultyDisk(FaultyDisk&&) = delete;
    FaultyDisk& operator=(FaultyDisk&&) = delete;
    ~FaultyDisk();

    /// The next `operations` work, then trouble.
    void failAfter(int operations, Kind kind, Lasting lasting);
    /// The next `operations` work, then the power is gone. Files that are open already are taken to
    /// be synced.
    void cutAfter(int operations);
    /// Puts every file into a state that the cut may have left, and the disk works again. All files
    /// are closed.
    void powerUp(std::mt19937& luck);
    /// The disk works again.
    void heal();
    /// Whether trouble has struck since failAfter().
    [[nodiscard]] bool struck() const;

private:
    DiskTrouble* m_trouble;
};

} // namespace greenlight::db
