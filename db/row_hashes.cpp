#include "db/row_hashes.h"

#include <algorithm>
#include <array>

namespace greenlight::db {
namespace {

/// What tells the tables apart whose rows are made of numbers alone.
enum Table : std::int64_t {
    unitTable,
    nameTable,
    bindingTable,
    numberTable,
    cellTable,
    faultTable,
    keyOfARow,
};

std::uint64_t never0(std::uint64_t hash) noexcept { return std::max<std::uint64_t>(hash, 1); }

std::int64_t bits(std::uint64_t hash) noexcept { return static_cast<std::int64_t>(hash); }

} // namespace

std::uint64_t RowHashes::text(std::string_view text) const {
    return text.empty() ? 0 : never0(m_hash.of(text, 't'));
}

std::uint64_t RowHashes::realm(std::string_view product, std::int64_t training) const {
    return m_hash.of(product, training != 0 ? 'R' : 'r');
}

std::uint64_t RowHashes::key(std::uint64_t realm, char what, std::string_view name,
                             std::int64_t number) const {
    return never0(numbers({keyOfARow, what, bits(realm), bits(text(name)), number}));
}

std::uint64_t RowHashes::numbers(std::initializer_list<std::int64_t> numbers) const {
    constexpr std::size_t most = 12;
    std::array<std::int64_t, most> words{};
    const std::size_t count = std::min(numbers.size(), most);
    std::copy_n(numbers.begin(), count, words.begin());
    return m_hash.of({reinterpret_cast<const char*>(words.data()), count * sizeof(words[0])}, '#');
}

std::uint64_t RowHashes::unit(const ReckonedUnit& unit) const {
    return numbers({unitTable, unit.id, unit.last, bits(unit.realm), bits(unit.serial),
                    bits(unit.uid), unit.quarter, unit.group, unit.attempts, unit.passedBy,
                    static_cast<std::int64_t>(unit.firstVerdict),
                    static_cast<std::int64_t>(unit.lastVerdict)});
}

std::uint64_t RowHashes::name(std::uint64_t key, std::int64_t unit) const {
    return numbers({nameTable, bits(key), unit});
}

std::uint64_t RowHashes::binding(std::uint64_t key, std::uint64_t serial,
                                 std::int64_t passed) const {
    return numbers({bindingTable, bits(key), bits(serial), passed});
}

std::uint64_t RowHashes::number(std::uint64_t key, std::string_view state,
                                std::int64_t attempt) const {
    return numbers({numberTable, bits(key), bits(text(state)), attempt});
}

std::uint64_t RowHashes::cell(std::int64_t quarter, std::int64_t group, CellColumn column) const {
    return numbers({cellTable, quarter, group, static_cast<std::int64_t>(column)});
}

std::uint64_t RowHashes::fault(std::int64_t quarter, std::int64_t group, bool first,
                               std::string_view stage, std::string_view fault) const {
    return numbers(
        {faultTable, quarter, group, first ? 1 : 0, bits(text(stage)), bits(text(fault))});
}

std::uint64_t RowHashes::row(const RowBytes& row, char what) const {
    return m_hash.of(row.bytes(), what);
}

} // namespace greenlight::db
