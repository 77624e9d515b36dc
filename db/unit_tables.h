#pragma once

#include "db/database.h"
#include "engine/base/fault.h"

#include <cstdint>
#include <optional>
#include <string>

namespace greenlight::db {

/// Keeps the derived tables of units and of yield (schema_3.sql) while attempts end. The words of
/// the trade: a unit is a serial of a product, or a chip where there is no serial; its first
/// attempt is the first one ever, whenever that was; a PASS is a PASS and every other ending is
/// none. One thread at a time, inside a transaction of the caller. Throws what SQLite throws.
class UnitTables {
public:
    /// Prepares its statements.
    explicit UnitTables(SQLite::Database& sql);

    /// Counts an attempt whose row says how it ended. Each attempt once.
    void ended(std::int64_t attempt);

private:
    /// The row of the attempt that has ended, and where it is counted.
    struct Ended {
        std::int64_t attempt = 0;
        std::string product;
        int training = 0;
        std::string serial;
        std::string uid;
        std::string verdict;
        std::string fault;
        std::string stage;
        bool rework = false;
        bool drill = false;
        std::int64_t quarter = 0;
        std::int64_t group = 0;

        [[nodiscard]] bool passed() const;
        [[nodiscard]] bool refused() const;
    };

    /// A row of `unit`, and where its first attempt is counted.
    struct Unit {
        std::int64_t id = 0;
        std::string serial;
        std::string uid;
        std::int64_t attempts = 0;
        std::optional<std::int64_t> passedBy;
        std::string lastVerdict;
        std::string firstUid;
        std::int64_t quarter = 0;
        std::int64_t group = 0;
    };

    /// What is added to a cell; the names are those of its columns.
    struct Counts {
        int attempts = 0;
        int passed = 0;
        int nameless = 0;
        int refused = 0;
        int drills = 0;
        int units = 0;
        int firstPassed = 0;
        int secondPassed = 0;
        int thirdPassed = 0;
        int lastPassed = 0;
        int retested = 0;
        int noTrouble = 0;
    };

    Ended read(std::int64_t attempt);
    std::int64_t groupOf(const Use& row);
    std::optional<Unit> find(const Ended& ended);
    std::optional<Unit> named(const Ended& ended, const std::string& name);
    void begin(const Ended& ended);
    void goOn(const Ended& ended, const Unit& unit);
    void giveNames(const Ended& ended, std::int64_t unit, const std::string& serial);
    void add(std::int64_t quarter, std::int64_t group, const Counts& counts);
    void addFault(const Ended& ended, bool first);

    SQLite::Statement m_row;
    SQLite::Statement m_group;
    SQLite::Statement m_newGroup;
    SQLite::Statement m_find;
    SQLite::Statement m_newUnit;
    SQLite::Statement m_unit;
    SQLite::Statement m_name;
    SQLite::Statement m_place;
    SQLite::Statement m_cell;
    SQLite::Statement m_fault;
};

} // namespace greenlight::db
