#include "db/recall.h"

#include "station/cli/commands.h"
#include "station/recall_report.h"
#include "station/revocations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

/// The one file whose digest begins with these digits. A whole digest needs not be on record. What
/// is wrong comes as a sentence.
struct NamedImage {
    std::string sha256{};
    std::string wrong{};
};

Result<NamedImage> imageNamed(db::Recalls& recalls, const std::string& digits) {
    const auto found = TRY(recalls.imagesNamed(digits));
    if (found.size() == 1) {
        return NamedImage{.sha256 = found.front()};
    }
    if (!found.empty()) {
        return NamedImage{.wrong = fmt::format("{} begins more than one digest on record; give "
                                               "more of its digits",
                                               digits)};
    }
    if (const auto whole = base::digestFromHex(digits)) {
        return NamedImage{.sha256 = base::toHex(*whole)};
    }
    return NamedImage{.wrong = fmt::format("no file on record has a digest that begins with {}; at "
                                           "least {} digits are needed",
                                           digits, db::fewestDigits)};
}

std::optional<RecallFormat> formatNamed(const std::string& word) {
    return word == "text"   ? std::optional(RecallFormat::Text)
           : word == "csv"  ? std::optional(RecallFormat::Csv)
           : word == "json" ? std::optional(RecallFormat::Json)
                            : std::nullopt;
}

Result<void> print(std::string_view text) {
    // Lost output is noticed when the program ends.
    (void)std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
}

/// Into a file with its manifest, on record.
Result<Exported> recallIntoFile(Workplace& place, db::Recalls& recalls,
                                const db::RecallQuestion& question, RecallFormat format,
                                const std::string& name) {
    const ExportOffice office = TRY(openOffice(place, Act::AskRecall));
    PartFile file = TRY(PartFile::begin(name));
    const RecallCounts counts = TRY(writeRecall(
        recalls, question, format, [&file](std::string_view text) { return file.write(text); }));
    return putOnRecord(file,
                       {.what = "recall",
                        .filters = filtersOf(question),
                        .rows = counts.carryNow + counts.once,
                        .entries = {.first = counts.firstEntry, .last = counts.lastEntry}},
                       office.desk(place));
}

Exit answer(Workplace& place, db::Recalls& recalls, const db::RecallQuestion& question,
            const RecallOptions& options) {
    const auto format = formatNamed(options.format).value_or(RecallFormat::Text);
    if (!options.file.empty()) {
        return tellOfExport(recallIntoFile(place, recalls, question, format, options.file),
                            options.file);
    }
    const auto counts = writeRecall(recalls, question, format, print);
    return counts ? Exit::AllPassed : complainOfRecords(counts.fault());
}

} // namespace

Exit recall(const RecallOptions& options, Clock& clock) {
    if (options.image.empty() && options.probe.empty() && options.slot.empty() &&
        options.recipe.empty()) {
        return refuseUse("recall wants one of --image, --probe, --slot and --recipe");
    }
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    auto recalls = db::Recalls::open((*place)->journalFile(), clock);
    if (!recalls) {
        return complainOfRecords(recalls.fault());
    }
    db::RecallQuestion question{.probe = options.probe,
                                .slot = options.slot,
                                .recipe = options.recipe,
                                .training = options.workplace.training};
    if (!options.image.empty()) {
        const auto image = imageNamed(*recalls, options.image);
        if (!image) {
            return complainOfRecords(image.fault());
        }
        if (!image->wrong.empty()) {
            return refuseUse(image->wrong);
        }
        question.image = image->sha256;
    }
    if (const std::string wrong =
            takePeriod(options.from, options.to, clock, question.from, question.to);
        !wrong.empty()) {
        return refuseUse(wrong);
    }
    return answer(**place, *recalls, question, options);
}

Exit revokeImage(const RevokeOptions& options, Clock& clock) {
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto office = openOffice(**place, Act::RevokeImage);
    if (!office) {
        return complain(office.fault());
    }
    auto recalls = db::Recalls::open((*place)->journalFile(), clock);
    const auto image = recalls ? imageNamed(*recalls, options.image) : recalls.fault();
    const auto revoked = recalls ? recalls->revoked() : recalls.fault();
    if (!image || !revoked) {
        return complainOfRecords(image ? revoked.fault() : image.fault());
    }
    if (!image->wrong.empty()) {
        return refuseUse(image->wrong);
    }
    const bool known = std::ranges::any_of(
        *revoked, [&](const db::RevokedImage& each) { return each.sha256 == image->sha256; });
    if (known != options.undo) {
        return refuseUse(
            fmt::format("{} {} revoked", image->sha256, known ? "is already" : "is not"));
    }
    const auto entry =
        office->journal->append(options.undo ? db::kind::imageRestored : db::kind::imageRevoked,
                                revocationData(image->sha256, office->by, options.reason));
    if (!entry) {
        return complain(entry.fault());
    }
    std::fputs(fmt::format("{} is {} as entry {} says\n", image->sha256,
                           options.undo ? "not revoked any more," : "revoked,", entry->sequence)
                   .c_str(),
               stderr);
    return options.undo ? Exit::AllPassed
                        : answer(**place, *recalls,
                                 {.image = image->sha256,
                                  .to = clock.wall(),
                                  .training = options.workplace.training},
                                 {});
}

Exit listRevoked(const WorkplaceOptions& workplace, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    auto recalls = db::Recalls::open((*place)->journalFile(), clock);
    const auto revoked = recalls ? recalls->revoked() : recalls.fault();
    if (!revoked) {
        return complainOfRecords(revoked.fault());
    }
    for (const db::RevokedImage& image : *revoked) {
        std::puts(fmt::format("{}  since entry {}, by {}: {}", image.sha256, image.since,
                              image.givenBy, image.reason)
                      .c_str());
    }
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
