#include "station/export_writer.h"

#include "engine/base/check.h"
#include "station/csv.h"

#include <array>
#include <charconv>
#include <utility>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, ExportFormat>, 4> formats{
    {{"csv", ExportFormat::Csv},
     {"xlsx", ExportFormat::Xlsx},
     {"jsonl", ExportFormat::JsonLines},
     {"cfx", ExportFormat::Cfx}}};

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

class CsvWriter final : public ExportWriter {
public:
    CsvWriter(ExportTitle title, PartFile& file) : m_title(std::move(title)), m_file(file) {}

    Result<void> begin() {
        std::vector<std::string> names;
        for (const ExportColumn& column : m_title.columns) {
            names.emplace_back(column.name);
        }
        return m_file.write((m_title.byteOrderMark ? std::string(byteOrderMark) : std::string()) +
                            csvLine(names));
    }

    Result<void> add(const ExportRow& row) override {
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            fields.push_back(csvField(row.cells[i], m_title.columns[i].isNumber));
        }
        return m_file.write(csvLine(fields));
    }

    Result<void> finish() override { return {}; }

private:
    ExportTitle m_title;
    PartFile& m_file;
};

/// {"sequence":…,"leaf":…,"body":{…}}; the body's bytes are those that were hashed.
std::string entryLine(const char* name, const db::ExportedAttempt::Part& part) {
    if (part.sequence == 0) {
        return {};
    }
    const auto body = db::canonicalBody(part.entry);
    CHECK(body.ok()); // It was read from such a body.
    return std::string(",\"") + name + "\":{\"sequence\":" + std::to_string(part.sequence) +
           ",\"leaf\":\"" + part.leaf + "\",\"body\":" + *body + "}";
}

class JsonLinesWriter final : public ExportWriter {
public:
    JsonLinesWriter(ExportTitle title, PartFile& file) : m_title(std::move(title)), m_file(file) {}

    Result<void> add(const ExportRow& row) override {
        return m_file.write(row.attempt == nullptr ? cellsLine(row) : attemptLine(*row.attempt));
    }

    Result<void> finish() override { return {}; }

private:
    [[nodiscard]] std::string cellsLine(const ExportRow& row) const {
        Json json = Json::object();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const ExportColumn& column = m_title.columns[i];
            const std::string& cell = row.cells[i];
            std::int64_t number = 0;
            const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
            const bool whole = read.ec == std::errc() && read.ptr == cell.data() + cell.size();
            json[std::string(column.name)] = cell.empty()               ? Json(nullptr)
                                             : column.isNumber && whole ? Json(number)
                                                                        : Json(cell);
        }
        return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    [[nodiscard]] static std::string attemptLine(const db::ExportedAttempt& attempt) {
        return "{\"attempt\":" + std::to_string(attempt.attempt) +
               ",\"unit\":" + (attempt.unit == 0 ? "null" : std::to_string(attempt.unit)) +
               ",\"ordinal\":" + (attempt.unit == 0 ? "null" : std::to_string(attempt.ordinal)) +
               entryLine("begun", attempt.begun) + entryLine("identified", attempt.identified) +
               entryLine("ended", attempt.ended) + "}\n";
    }

    ExportTitle m_title;
    PartFile& m_file;
};

} // namespace

std::optional<ExportFormat> exportFormatNamed(std::string_view word) noexcept {
    for (const auto& [name, format] : formats) {
        if (name == word) {
            return format;
        }
    }
    return std::nullopt;
}

Result<std::unique_ptr<ExportWriter>> exportWriter(ExportFormat format, ExportTitle title,
                                                   PartFile& file) {
    switch (format) {
    case ExportFormat::Csv: {
        auto writer = std::make_unique<CsvWriter>(std::move(title), file);
        TRY(writer->begin());
        return std::unique_ptr<ExportWriter>(std::move(writer));
    }
    case ExportFormat::Xlsx:
        return xlsxWriter(std::move(title), file);
    case ExportFormat::JsonLines:
        return std::unique_ptr<ExportWriter>(
            std::make_unique<JsonLinesWriter>(std::move(title), file));
    case ExportFormat::Cfx:
        return cfxWriter(std::move(title), file);
    }
    return Fault{.code = FaultCode::Internal, .note = "no such format"};
}

} // namespace greenlight::station
