#include "db/tree_nodes.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace greenlight::db {
namespace {

constexpr const char* nodeSql = "SELECT hash FROM tree_node WHERE level = ? AND place = ?";
constexpr const char* leafSql = "SELECT leaf FROM entry WHERE sequence = ?";
constexpr const char* keepSql = "INSERT INTO tree_node (level, place, hash) VALUES (?, ?, ?)";

constexpr std::size_t mostRemembered = 4096;

/// How many leaves are below a node of a level.
constexpr std::uint64_t leavesOf(unsigned level) { return std::uint64_t{1} << level; }

} // namespace

TreeNodes::TreeNodes(SQLite::Database& sql, Remembers remembers)
    : m_node(sql, nodeSql)
    , m_leaf(sql, leafSql)
    , m_keep(sql, keepSql)
    , m_remembers(remembers == Remembers::Yes) {}

Result<void> TreeNodes::grown(std::uint64_t size) {
    for (unsigned level = nodeLevelStep; level <= highestNodeLevel && size % leavesOf(level) == 0;
         level += nodeLevelStep) {
        const std::uint64_t place = size / leavesOf(level) - 1;
        const auto below =
            TRY(frontierOfRange(place * leavesOf(level), size, level - nodeLevelStep));
        const Digest root = below.root();
        Use keep(m_keep, static_cast<int>(level), static_cast<std::int64_t>(place));
        m_keep.bind(3, root.data(), static_cast<int>(root.size()));
        keep.run();
    }
    return {};
}

Result<Digest> TreeNodes::hash(unsigned level, std::uint64_t place) {
    if (!m_remembers) {
        return read(level, place);
    }
    const auto known = m_read.find({level, place});
    if (known != m_read.end()) {
        return known->second;
    }
    if (m_read.size() >= mostRemembered) {
        m_read.clear();
    }
    return m_read.emplace(std::pair(level, place), TRY(read(level, place))).first->second;
}

Result<Digest> TreeNodes::read(unsigned level, std::uint64_t place) {
    SQLite::Statement& statement = level == 0 ? m_leaf : m_node;
    Use row(statement);
    if (level == 0) {
        statement.bind(1, static_cast<std::int64_t>(place + 1));
    } else {
        statement.bind(1, static_cast<int>(level));
        statement.bind(2, static_cast<std::int64_t>(place));
    }
    Digest digest{};
    if (!row.next() || row.column(0).getBytes() != static_cast<int>(digest.size())) {
        return Fault{.code = FaultCode::JournalCorrupt,
                     .stage = Stage::Record,
                     .note = level == 0 ? fmt::format("entry {} is missing", place + 1)
                                        : fmt::format("node {} of level {} of the tree is missing",
                                                      place, level)};
    }
    std::copy_n(static_cast<const std::uint8_t*>(row.column(0).getBlob()), digest.size(),
                digest.begin());
    return digest;
}

/// The edge over the leaves from `begin` to `end`, by the largest nodes there are up to `highest`.
/// `begin` is a multiple of the smallest power of two that holds them all.
Result<Frontier> TreeNodes::frontierOfRange(std::uint64_t begin, std::uint64_t end,
                                            unsigned highest) {
    Frontier frontier;
    while (begin < end) {
        unsigned level = highest;
        while (level != 0 && (begin % leavesOf(level) != 0 || end - begin < leavesOf(level))) {
            level -= nodeLevelStep;
        }
        frontier.append(TRY(hash(level, begin / leavesOf(level))), level);
        begin += leavesOf(level);
    }
    return frontier;
}

Result<Digest> TreeNodes::rootOfRange(std::uint64_t begin, std::uint64_t end) {
    return TRY(frontierOfRange(begin, end, highestNodeLevel)).root();
}

Result<Frontier> TreeNodes::frontierOf(std::uint64_t size) {
    return frontierOfRange(0, size, highestNodeLevel);
}

Result<Proof> TreeNodes::inclusion(std::uint64_t index, std::uint64_t size) {
    CHECK(index < size);
    Proof fromTop;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t split = begin + std::bit_floor(end - begin - 1);
        if (index < split) {
            fromTop.push_back(TRY(rootOfRange(split, end)));
            end = split;
        } else {
            fromTop.push_back(TRY(rootOfRange(begin, split)));
            begin = split;
        }
    }
    return Proof{fromTop.rbegin(), fromTop.rend()};
}

Result<Proof> TreeNodes::consistency(std::uint64_t oldSize, std::uint64_t size) {
    CHECK(oldSize > 0 && oldSize <= size);
    Proof proof;
    TRY(appendSubproof(0, size, oldSize, true, proof));
    return proof;
}

/// RFC 9162 2.1.4.1, SUBPROOF, over the leaves from `begin` to `end`; see merkle.cpp.
Result<void> TreeNodes::appendSubproof(std::uint64_t begin, std::uint64_t end, std::uint64_t oldEnd,
                                       bool whole, Proof& proof) {
    if (oldEnd == end) {
        if (!whole) {
            proof.push_back(TRY(rootOfRange(begin, end)));
        }
        return {};
    }
    const std::uint64_t split = begin + std::bit_floor(end - begin - 1);
    if (oldEnd <= split) {
        TRY(appendSubproof(begin, split, oldEnd, whole, proof));
        proof.push_back(TRY(rootOfRange(split, end)));
        return {};
    }
    TRY(appendSubproof(split, end, oldEnd, false, proof));
    proof.push_back(TRY(rootOfRange(begin, split)));
    return {};
}

} // namespace greenlight::db
