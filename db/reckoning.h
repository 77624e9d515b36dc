#pragma once

#include "db/database.h"
#include "db/entry_rows.h"
#include "db/row_hashes.h"
#include "db/spill.h"
#include "engine/base/json_tape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace greenlight::db {

/// What the derived tables must say, by the same rules as Projection and UnitTables and without a
/// table: of an attempt nothing is kept once it has ended, of a unit some hundred bytes (spill.h).
/// It knows what it can say for certain: wherever an entry is not one that a station writes, it
/// gives `false` and nothing that it says counts; then somebody has to look who can name what is
/// wrong. One thread at a time.
class Reckoning {
public:
    /// `hashes` outlives the object, like `calendar`, which any SQLite database may be.
    Reckoning(const RowHashes& hashes, SQLite::Database& calendar);

    /// An entry of an attempt, read from its body. Throws what SQLite throws.
    [[nodiscard]] bool begun(const EntryRow& row, base::JsonPlace data);
    [[nodiscard]] bool identified(const EntryRow& row, base::JsonPlace data);
    [[nodiscard]] bool ended(const EntryRow& row, base::JsonPlace data);

    /// After the last entry: of the attempts that are open now too.
    void finish();

    [[nodiscard]] const DerivedSums& sums() const noexcept { return m_sums; }

    [[nodiscard]] std::uint64_t attempts() const noexcept { return m_attempts; }

    [[nodiscard]] std::uint64_t open() const noexcept { return m_open.size(); }

private:
    /// An attempt that has not ended, with the texts of its rows.
    struct Open {
        std::int64_t attempt = 0;
        RowBytes row{};   ///< the first columns of `attempt`
        RowBytes group{}; ///< all columns of yield_group but the first
        std::uint64_t realm = 0;
        std::string serial{};
        std::string uid{};
        std::string workOrder{};
        std::int64_t identified = 0;
        std::int64_t quarter = 0;
        std::uint64_t number = 0; ///< key of the number given to it that is still out
        bool rework = false;
        bool drill = false;
    };

    /// How an open attempt has ended, and where it is counted.
    struct Ending {
        const Open& open;
        job::Verdict verdict{};
        std::string_view fault{};
        std::string_view stage{};
        std::uint64_t serial = 0;
        std::uint64_t uid = 0;
        std::uint32_t group = 0;

        [[nodiscard]] bool passed() const noexcept { return verdict == job::Verdict::Pass; }
    };

    /// Of which unit it was the how manieth attempt; 0 where it is counted for none.
    struct Place {
        std::int64_t unit = 0;
        std::int64_t ordinal = 0;
    };

    struct Binding {
        std::uint64_t serial = 0;
        std::int64_t passed = 0;
    };

    struct Number {
        std::int64_t attempt = 0;
        bool out = false;
    };

    bool images(Open& open, base::JsonPlace data, std::string& digests);
    bool give(Open& open, base::JsonPlace data);
    void settle(Open& open, bool used);
    Open* find(std::int64_t attempt);
    void forget(Open& open);
    bool bind(const Open& open, std::uint64_t serial);
    std::uint32_t groupOf(const Open& open);
    Place count(const Ending& ending);
    ReckonedUnit* unitOf(const Ending& ending);
    ReckonedUnit* named(std::uint64_t key);
    Place beginUnit(const Ending& ending);
    Place goOn(const Ending& ending, ReckonedUnit& unit);
    void giveNames(const Ending& ending, std::size_t unit, bool hasSerial);
    void giveName(std::uint64_t key, std::size_t unit);
    void add(std::int64_t quarter, std::uint32_t group, CellColumn column, int count = 1);
    std::optional<std::int64_t> quarterOf(std::string_view time);

    const RowHashes& m_hashes;
    SQLite::Statement m_quarter;
    DerivedSums m_sums;
    std::vector<Open> m_open;
    std::vector<Open> m_spare; ///< whose memory is used again
    SpillVector<ReckonedUnit> m_units;
    SpillMap<std::uint32_t> m_names; ///< places in m_units, by the hash of unit_name's key
    SpillMap<Binding> m_bindings;
    std::unordered_map<std::uint64_t, Number> m_numbers; ///< that are out or free
    std::unordered_map<std::uint64_t, std::uint32_t> m_groups;
    std::uint64_t m_attempts = 0;
};

} // namespace greenlight::db
