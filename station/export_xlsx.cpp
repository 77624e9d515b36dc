#include "engine/base/check.h"
#include "station/export_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cstdlib>

namespace greenlight::station {

namespace {

/// Rows of a sheet, its head among them; the format has no more.
constexpr lxw_row_t rowsOfSheet = LXW_ROW_MAX;

/// Wide enough for a serial or the begin of a time; a digest is longer and is cut on the screen
/// only.
constexpr double columnWidth = 18;

/// One workbook through libxlsxwriter, which keeps a row at a time and the rest in temporary files
/// beside the result. Serials, digests and times are text: a spreadsheet takes leading zeros and
/// long digits from what it believes to be a number.
class XlsxWriter final : public ExportWriter {
public:
    XlsxWriter(ExportTitle title, PartFile& file)
        : m_title(std::move(title))
        , m_part(file.part().string())
        , m_folder(file.part().has_parent_path() ? file.part().parent_path().string() : ".") {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_folder.data();
        m_workbook = workbook_new_opt(m_part.c_str(), &options);
        CHECK(m_workbook != nullptr); // It only takes memory.
        m_head = workbook_add_format(m_workbook);
        format_set_bold(m_head);
        lxw_doc_properties properties{};
        properties.company = m_title.station.data();
        properties.title = m_title.sheet.data();
        workbook_set_properties(m_workbook, &properties);
    }

    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;
    XlsxWriter(XlsxWriter&&) = delete;
    XlsxWriter& operator=(XlsxWriter&&) = delete;

    ~XlsxWriter() override {
        if (m_workbook != nullptr) {
            // Closing is the only way to give its memory and temporary files back; what it writes
            // goes away with the half-written file.
            (void)workbook_close(m_workbook);
        }
    }

    Result<void> begin() {
        ++m_sheets;
        const std::string name =
            m_sheets == 1 ? m_title.sheet : fmt::format("{} {}", m_title.sheet, m_sheets);
        m_sheet = workbook_add_worksheet(m_workbook, name.c_str());
        if (m_sheet == nullptr) {
            return failed(LXW_ERROR_CREATING_TMPFILE);
        }
        const auto last = static_cast<lxw_col_t>(m_title.columns.size() - 1);
        worksheet_set_column(m_sheet, 0, last, columnWidth, nullptr);
        worksheet_freeze_panes(m_sheet, 1, 0);
        m_row = 0;
        for (lxw_col_t column = 0; column <= last; ++column) {
            TRY(checked(worksheet_write_string(
                m_sheet, 0, column, std::string(m_title.columns[column].name).c_str(), m_head)));
        }
        return {};
    }

    Result<void> add(const ExportRow& row) override {
        if (++m_row == rowsOfSheet) {
            TRY(begin());
            ++m_row;
        }
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string& cell = row.cells[i];
            const auto column = static_cast<lxw_col_t>(i);
            if (cell.empty()) {
                continue;
            }
            TRY(checked(
                m_title.columns[i].isNumber
                    ? worksheet_write_number(m_sheet, m_row, column,
                                             std::strtod(cell.c_str(), nullptr), nullptr)
                    : worksheet_write_string(m_sheet, m_row, column, cell.c_str(), nullptr)));
        }
        return {};
    }

    Result<void> finish() override {
        return checked(workbook_close(std::exchange(m_workbook, nullptr)));
    }

private:
    [[nodiscard]] Fault failed(lxw_error error) const {
        return {.code = FaultCode::FileNotWritten,
                .note = fmt::format("{}: {}", m_part, lxw_strerror(error))};
    }

    [[nodiscard]] Result<void> checked(lxw_error error) const {
        return error == LXW_NO_ERROR ? Result<void>() : failed(error);
    }

    ExportTitle m_title;
    std::string m_part;
    std::string m_folder;
    lxw_workbook* m_workbook = nullptr;
    lxw_format* m_head = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_row_t m_row = 0;
    unsigned m_sheets = 0;
};

} // namespace

Result<std::unique_ptr<ExportWriter>> xlsxWriter(ExportTitle title, PartFile& file) {
    auto writer = std::make_unique<XlsxWriter>(std::move(title), file);
    TRY(writer->begin());
    return std::unique_ptr<ExportWriter>(std::move(writer));
}

} // namespace greenlight::station
