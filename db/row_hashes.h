#pragma once

#include "db/keyed_hash.h"
#include "engine/job/verdict.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace greenlight::db {

/// The columns of yield_cell that count, in their order.
enum class CellColumn : std::uint8_t {
    Attempts,
    Passed,
    Nameless,
    Refused,
    Drills,
    Units,
    FirstPassed,
    SecondPassed,
    ThirdPassed,
    LastPassed,
    Retested,
    NoTrouble,
};

/// The derived tables that attempts make, each as one sum.
struct DerivedSums {
    RowSum attempt{};
    RowSum image{};
    RowSum binding{};
    RowSum number{}; ///< serial_number
    RowSum unit{};
    RowSum name{};  ///< unit_name
    RowSum group{}; ///< yield_group
    CountSum cells{};
    CountSum faults{};

    friend bool operator==(const DerivedSums&, const DerivedSums&) = default;
};

/// A row of `unit`: its texts as keyed hashes, 0 for the empty one.
struct ReckonedUnit {
    std::int64_t id = 0;
    std::int64_t last = 0;
    std::uint64_t realm = 0; ///< product and whether it is training
    std::uint64_t serial = 0;
    std::uint64_t uid = 0;
    std::uint64_t firstUid = 0; ///< of its first attempt; no column
    std::int32_t quarter = 0;
    std::uint32_t group = 0;
    std::uint32_t attempts = 0;
    std::uint32_t passedBy = 0; ///< 0 = never
    job::Verdict firstVerdict{};
    job::Verdict lastVerdict{};
};

/// How rows become numbers, for who computes them from entries and for who reads them in tables.
class RowHashes {
public:
    /// 0 for the empty text and for nothing else.
    [[nodiscard]] std::uint64_t text(std::string_view text) const;
    [[nodiscard]] std::uint64_t realm(std::string_view product, std::int64_t training) const;
    /// What a table finds a row by, within a realm; `what` tells the tables apart. Never 0.
    [[nodiscard]] std::uint64_t key(std::uint64_t realm, char what, std::string_view name,
                                    std::int64_t number = 0) const;
    [[nodiscard]] std::uint64_t numbers(std::initializer_list<std::int64_t> numbers) const;
    [[nodiscard]] std::uint64_t unit(const ReckonedUnit& unit) const;
    [[nodiscard]] std::uint64_t name(std::uint64_t key, std::int64_t unit) const;
    [[nodiscard]] std::uint64_t binding(std::uint64_t key, std::uint64_t serial,
                                        std::int64_t passed) const;
    [[nodiscard]] std::uint64_t number(std::uint64_t key, std::string_view state,
                                       std::int64_t attempt) const;
    [[nodiscard]] std::uint64_t cell(std::int64_t quarter, std::int64_t group,
                                     CellColumn column) const;
    [[nodiscard]] std::uint64_t fault(std::int64_t quarter, std::int64_t group, bool first,
                                      std::string_view stage, std::string_view fault) const;
    /// Of a whole row; the second argument tells tables apart.
    [[nodiscard]] std::uint64_t row(const RowBytes& row, char what) const;

private:
    KeyedHash m_hash;
};

} // namespace greenlight::db
