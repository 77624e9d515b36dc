#include "db/archive_shelf.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <iterator>
#include <system_error>

namespace greenlight::db {
namespace {

constexpr const char* archiveWithSql =
    "SELECT first, last, file FROM archive WHERE ? BETWEEN first AND last";
constexpr const char* bodySql = "SELECT body FROM entry WHERE sequence = ?";

/// A file's name out of a table that may be under suspicion leads nowhere else.
bool isPlainName(const std::string& name) {
    return !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
}

void giveBody(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    if (sqlite3_value_bytes(values[1]) != 0 || sqlite3_value_type(values[0]) == SQLITE_NULL) {
        sqlite3_result_value(context, values[1]);
        return;
    }
    auto& shelf = *static_cast<ArchiveShelf*>(sqlite3_user_data(context));
    const auto sequence = static_cast<std::uint64_t>(sqlite3_value_int64(values[0]));
    try {
        const ArchiveShelf::Answer answer = shelf.ask(sequence);
        if (answer.body) {
            sqlite3_result_text(context, answer.body->data(), static_cast<int>(answer.body->size()),
                                SQLITE_TRANSIENT);
        } else if (!answer.missing.empty()) {
            const std::string words = fmt::format("entry {} is in {}, which is not in {}", sequence,
                                                  answer.missing, shelf.folder().string());
            sqlite3_result_error(context, words.c_str(), -1);
            sqlite3_result_error_code(context, SQLITE_NOTFOUND);
        } else {
            sqlite3_result_value(context, values[1]);
        }
    } catch (const SQLite::Exception& exception) {
        sqlite3_result_error(context, exception.what(), -1);
        sqlite3_result_error_code(context, SQLITE_CORRUPT);
    }
}

} // namespace

std::filesystem::path archivesOf(const std::filesystem::path& journal) {
    return journal.parent_path() / "archive";
}

void ArchiveShelf::moveTo(std::filesystem::path folder) {
    m_files.clear();
    m_folder = std::move(folder);
}

bool ArchiveShelf::isThere(const File& file) const {
    std::error_code error;
    return isPlainName(file.name) && std::filesystem::is_regular_file(m_folder / file.name, error);
}

ArchiveShelf::File* ArchiveShelf::fileWith(std::uint64_t sequence) {
    const auto behind = m_files.upper_bound(sequence);
    if (behind != m_files.begin() && std::prev(behind)->second.last >= sequence) {
        return &std::prev(behind)->second;
    }
    SQLite::Statement row(m_journal, archiveWithSql);
    row.bind(1, static_cast<std::int64_t>(sequence));
    if (!row.executeStep()) {
        return nullptr;
    }
    const auto first = static_cast<std::uint64_t>(row.getColumn(0).getInt64());
    File& file = m_files[first];
    file.first = first;
    file.last = static_cast<std::uint64_t>(row.getColumn(1).getInt64());
    file.name = row.getColumn(2).getString();
    return &file;
}

ArchiveShelf::Answer ArchiveShelf::ask(std::uint64_t sequence) {
    File* const file = fileWith(sequence);
    if (file == nullptr) {
        return {};
    }
    if (!file->sql) {
        if (!isThere(*file)) {
            return {.missing = file->name};
        }
        file->sql.emplace((m_folder / file->name).string(), SQLite::OPEN_READONLY);
        file->body.emplace(*file->sql, bodySql);
    }
    SQLite::Statement& row = *file->body;
    row.tryReset();
    row.bind(1, static_cast<std::int64_t>(sequence));
    if (!row.executeStep()) {
        return {};
    }
    const SQLite::Column body = row.getColumn(0);
    const auto* const text = static_cast<const char*>(body.getBlob());
    return {.body = text == nullptr
                        ? std::string_view()
                        : std::string_view(text, static_cast<std::size_t>(body.getBytes()))};
}

std::string ArchiveShelf::missing() {
    SQLite::Statement rows(m_journal, "SELECT file FROM archive ORDER BY first");
    while (rows.executeStep()) {
        const File file{.name = rows.getColumn(0).getString()};
        if (!isThere(file)) {
            return file.name;
        }
    }
    return {};
}

void ArchiveShelf::serveSql() {
    const int code = sqlite3_create_function_v2(m_journal.getHandle(), "body_of", 2, SQLITE_UTF8,
                                                this, giveBody, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        throw SQLite::Exception(m_journal.getHandle(), code);
    }
}

} // namespace greenlight::db
