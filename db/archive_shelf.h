#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::db {

/// Where the archives of a journal lie: the folder "archive" beside it, which may be a mount or a
/// link to another disk.
std::filesystem::path archivesOf(const std::filesystem::path& journal);

/// The archives of a journal, for who reads its entries: finds the bodies that it does not have
/// itself any more. A file is opened when the first of its bodies is asked for. One thread at a
/// time. Throws what SQLite throws.
class ArchiveShelf {
public:
    /// `journal` outlives the shelf.
    ArchiveShelf(SQLite::Database& journal, std::filesystem::path folder)
        : m_journal(journal)
        , m_folder(std::move(folder)) {}

    /// What an archive has of an entry.
    struct Answer {
        std::optional<std::string_view> body{}; ///< stays until the next question
        std::string missing{}; ///< the archive that has it, when its file is not in the folder
    };

    /// Neither body nor missing where the journal knows of no archive with this entry, or the
    /// archive lacks it.
    Answer ask(std::uint64_t sequence);

    /// The first archive of the journal whose file is not in the folder; empty when all are there.
    std::string missing();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }

    /// From now on the folder is another one.
    void moveTo(std::filesystem::path folder);

    /// Makes SQL on the journal's connection find bodies: body_of(sequence, body) is the body, from
    /// an archive where it is empty. A body in an archive that is not there is an error of the
    /// statement, SQLITE_NOTFOUND with a sentence.
    void serveSql();

private:
    struct File {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::string name{};
        std::optional<SQLite::Database> sql{};
        std::optional<SQLite::Statement> body{};
    };

    File* fileWith(std::uint64_t sequence);
    [[nodiscard]] bool isThere(const File& file) const;

    SQLite::Database& m_journal;
    std::filesystem::path m_folder;
    std::map<std::uint64_t, File> m_files; ///< that were asked, by their first entry
};

} // namespace greenlight::db
