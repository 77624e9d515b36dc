#include "station/exporter.h"

#include <utility>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view programVersion = GREENLIGHT_VERSION;

std::string_view nameOf(ExportTable table) {
    return table == ExportTable::Units ? "units" : "attempts";
}

/// Counts rows and asks now and then whether to go on.
class Counter {
public:
    Counter(const Progress& progress, std::uint64_t of) : m_progress(progress), m_of(of) {}

    Result<void> one() {
        ++m_rows;
        return m_rows % rowsOfProgress == 0 ? look() : Result<void>();
    }

    Result<void> look() {
        if (m_progress && !m_progress(m_rows, m_of)) {
            return Fault{.code = FaultCode::Cancelled};
        }
        return {};
    }

    [[nodiscard]] std::uint64_t rows() const noexcept { return m_rows; }

private:
    const Progress& m_progress;
    std::uint64_t m_of;
    std::uint64_t m_rows = 0;
};

Result<void> writeUnits(db::ExportRows& rows, ExportWriter& writer, Counter& counter,
                        db::EntryRange& entries) {
    return rows.eachUnit([&](const db::ExportedUnit& unit) -> Result<void> {
        entries.take(unit.unit);
        entries.take(unit.receipt);
        TRY(writer.add({.cells = cellsOf(unit)}));
        return counter.one();
    });
}

Result<void> writeAttempts(db::ExportRows& rows, bool withOpen, ExportWriter& writer,
                           Counter& counter, db::EntryRange& entries) {
    return rows.eachAttempt([&](const db::ExportedAttempt& attempt) -> Result<void> {
        if (!withOpen && attempt.verdict.empty()) {
            return {};
        }
        for (const db::ExportedAttempt::Part* const part :
             {&attempt.begun, &attempt.identified, &attempt.ended}) {
            entries.take(part->sequence);
        }
        TRY(writer.add({.cells = cellsOf(attempt), .attempt = &attempt}));
        return counter.one();
    });
}

} // namespace

db::ExportQuestion exportQuestionOf(const db::YieldQuestion& question) {
    constexpr std::int64_t microsOfQuarter = db::secondsOfQuarter * 1'000'000;
    return {.from = {question.from * microsOfQuarter},
            .to = {question.to * microsOfQuarter},
            .training = question.training,
            .product = question.product,
            .slot = question.slot,
            .recipe = question.recipe,
            .operatorName = question.operatorName,
            .workOrder = question.workOrder};
}

Json filtersOf(const db::ExportQuestion& question) {
    Json filters = Json::object();
    filters["from"] = base::toIso8601(question.from);
    filters["to"] = base::toIso8601(question.to);
    filters["training"] = question.training;
    for (const auto& [name, value] :
         {std::pair{"product", question.product}, std::pair{"slot", question.slot},
          std::pair{"recipe", question.recipe}, std::pair{"operator", question.operatorName},
          std::pair{"work_order", question.workOrder}}) {
        if (!value.empty()) {
            filters[name] = value;
        }
    }
    return filters;
}

Result<Exported> putOnRecord(PartFile& file, const ExportFacts& facts, const ExportDesk& desk) {
    const db::FileFacts written = TRY(file.settle());
    const std::string checkpoint = TRY(desk.journal.checkpoint(desk.key));
    const db::Checkpoint head = TRY(db::readNote(checkpoint));
    db::Manifest manifest{.what = facts.what,
                          .filters = facts.filters,
                          .station = desk.station,
                          .made = base::toIso8601(desk.clock.wall()),
                          .madeBy = desk.by,
                          .program = std::string(programVersion),
                          .fileName = file.name().filename().string(),
                          .fileSize = written.size,
                          .fileDigest = written.sha256,
                          .rows = facts.rows,
                          .entries = facts.entries,
                          .checkpoint = checkpoint};
    const db::Appended entry = TRY(
        desk.journal.append(db::kind::exported, {{"what", facts.what},
                                                 {"filters", facts.filters},
                                                 {"file", manifest.fileName},
                                                 {"size", written.size},
                                                 {"sha256", base::toHex(written.sha256)},
                                                 {"rows", facts.rows},
                                                 {"checkpoint_size", head.head.size},
                                                 {"checkpoint_root", base::toHex(head.head.root)},
                                                 {"operator", desk.by}}));
    manifest.exportEntry = entry.sequence;
    PartFile note = TRY(PartFile::begin(file.name().string() + ".manifest"));
    TRY(note.write(TRY(db::manifestNote(manifest, desk.key))));
    TRY(note.settle());
    TRY(note.commit());
    TRY(file.commit());
    return Exported{.rows = facts.rows, .manifest = note.name()};
}

Result<Exported> exportTable(const ExportOrder& order, const ExportDesk& desk) {
    PartFile file = TRY(PartFile::begin(order.file));
    db::ExportRows rows = TRY(db::ExportRows::open(order.journal, desk.clock, order.question));
    const bool units = order.table == ExportTable::Units;
    Counter counter(order.progress, TRY(units ? rows.countUnits() : rows.countAttempts()));
    TRY(counter.look());
    ExportFacts facts{.what = std::string(nameOf(order.table)),
                      .filters = filtersOf(order.question)};
    auto writer = TRY(exportWriter(order.format,
                                   {.station = desk.station,
                                    .sheet = facts.what,
                                    .columns = columnsOf(order.table),
                                    .byteOrderMark = order.byteOrderMark},
                                   file));
    TRY(units ? writeUnits(rows, *writer, counter, facts.entries)
              : writeAttempts(rows, order.format != ExportFormat::Cfx, *writer, counter,
                              facts.entries));
    TRY(writer->finish());
    facts.rows = counter.rows();
    // The last moment at which it can be called off: from here on it is on record.
    TRY(counter.look());
    return putOnRecord(file, facts, desk);
}

} // namespace greenlight::station
