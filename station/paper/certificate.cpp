#include "station/paper/certificate.h"

#include "station/flash_record.h"
#include "station/local_time.h"
#include "station/paper/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::station::paper {

namespace {

constexpr double gap = 6; ///< between the two columns
constexpr double columnWidth = (usedWidth - gap) / 2;
constexpr double labelWidth = 26;
constexpr double signSize = 20;

/// Sections of the left column; the others go into the right one.
constexpr std::size_t leftSections = 3;

/// What is tried, in this order, until the page holds everything.
constexpr std::array scales{1.0, 0.94, 0.88, 0.82, 0.76, 0.70, 0.64};
constexpr std::size_t mostListed = 14;
constexpr std::size_t fewestListed = 3;

std::string verdictOf(const db::AttemptRecord& attempt) {
    return attempt.verdict ? std::string(job::name(*attempt.verdict)) : "OPEN";
}

/// Digests and UIDs: long words without a letter behind F.
bool isHexadecimal(std::string_view text) {
    constexpr std::size_t shortest = 20;
    return text.size() >= shortest &&
           text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// One certificate at one size of letters.
class Sheet {
public:
    Sheet(Paper& paper, const CertificateFacts& facts, double scale, std::size_t listed)
        : m_paper(paper)
        , m_facts(facts)
        , m_last(facts.attempts.back())
        , m_scale(scale)
        , m_listed(std::min(listed, facts.attempts.size())) {}

    /// Draws everything; gives where it ends.
    double draw() {
        double y = head(margin);
        y = banner(y + 3);
        y = record(y + 4);
        y = attempts(y + 3);
        return proof(y + 3);
    }

private:
    [[nodiscard]] Type type(double points, bool bold = false, QColor color = Qt::black) const {
        return {.points = points * m_scale, .bold = bold, .color = std::move(color)};
    }

    double head(double y) {
        const double height =
            m_paper.write(margin, y, 120, "Flash record", {.points = 16, .bold = true});
        m_paper.writeEnding(pageWidth - margin, y + 0.5, m_facts.station, {.points = 9});
        m_paper.writeEnding(pageWidth - margin, y + 4.5,
                            fmt::format("made {} by {}", m_facts.madeAt, m_facts.madeBy),
                            {.points = 6.5, .color = grey});
        m_paper.line(margin, y + height + 1, pageWidth - margin, y + height + 1, paleGrey, 0.4);
        return y + height + 1;
    }

    double banner(double y) {
        const std::string verdict = verdictOf(m_last);
        m_paper.verdictSign(margin, y, signSize, verdict);
        const QColor color = verdict == "PASS" ? green : verdict == "FAIL" ? red : grey;
        const double x = margin + signSize + 5;
        m_paper.write(x, y - 1, 70, verdict, {.points = 26, .bold = true, .color = color});
        m_paper.write(x, y + 12.5, 62,
                      m_last.fault.empty()
                          ? "proven by the chip's own digest or read back, on record"
                          : sentenceOf(m_last.fault),
                      {.points = 7, .color = grey});
        const double right = margin + 92;
        const double width = pageWidth - margin - right;
        double below =
            m_paper.write(right, y, width, m_last.product + (m_last.training ? "  (training)" : ""),
                          {.points = 11});
        below += m_paper.write(right, y + below, width,
                               m_last.serial.empty() ? "no serial number" : m_last.serial,
                               {.points = 13, .bold = true});
        below += m_paper.write(right, y + below, width,
                               m_last.uid.empty() ? "the chip's UID was not read" : m_last.uid,
                               {.points = 8.5, .mono = true});
        return std::max(y + signSize, y + below);
    }

    double field(const RecordField& field, double x, double y) {
        const double label =
            m_paper.write(x, y, labelWidth - 1, field.label, type(6.8, false, grey));
        Type value = type(6.8);
        if (isHexadecimal(field.value)) {
            value.mono = true;
            value.points = 6.2 * m_scale;
        }
        const double height =
            m_paper.write(x + labelWidth, y, columnWidth - labelWidth, field.value, value);
        return y + std::max(label, height) + 0.25;
    }

    double section(const RecordSection& section, double x, double y) {
        y += m_paper.write(x, y, columnWidth, section.title, type(8.5, true)) + 0.3;
        m_paper.line(x, y, x + columnWidth, y, paleGrey);
        y += 0.7;
        for (const RecordField& each : section.fields) {
            y = field(each, x, y);
        }
        return y + 1.8;
    }

    double record(double y) {
        const auto sections =
            flashRecordOf(m_last, m_facts.attempts.size(), m_facts.attempts.size());
        double left = y;
        double right = y;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (i < leftSections) {
                left = section(sections[i], margin, left);
            } else {
                right = section(sections[i], margin + columnWidth + gap, right);
            }
        }
        return std::max(left, right);
    }

    double attempts(double y) {
        const std::size_t all = m_facts.attempts.size();
        y += m_paper.write(margin, y, usedWidth,
                           all == m_listed
                               ? fmt::format("All attempts ({})", all)
                               : fmt::format("The last {} of {} attempts", m_listed, all),
                           type(8.5, true)) +
             0.3;
        m_paper.line(margin, y, pageWidth - margin, y, paleGrey);
        y += 0.7;
        for (std::size_t i = all - m_listed; i < all; ++i) {
            y = attempt(i, y);
        }
        return y;
    }

    double attempt(std::size_t index, double y) {
        const db::AttemptRecord& attempt = m_facts.attempts[index];
        const Type plain = type(6.8);
        double height = m_paper.write(margin, y, 8, std::to_string(index + 1), plain);
        const auto cell = [&](double x, double width, const std::string& text, const Type& how) {
            height = std::max(height, m_paper.write(margin + x, y, width - 1, text, how));
        };
        cell(8, 41, localMomentText(attempt.begunAt), plain);
        cell(49, 22, verdictOf(attempt), type(6.8, true));
        cell(71, 41, attempt.recipe + " " + attempt.recipeVersion, plain);
        cell(112, 26, fmt::format("slot {}, {}", attempt.slot, attempt.operatorName), plain);
        cell(138, usedWidth - 138,
             attempt.fault.empty()
                 ? fmt::format("entries {} to {}", attempt.attempt, attempt.receipt)
                 : sentenceOf(attempt.fault),
             plain);
        return y + height + 0.3;
    }

    double proof(double y) {
        y += m_paper.write(margin, y, usedWidth, "Proof", type(8.5, true)) + 0.3;
        m_paper.line(margin, y, pageWidth - margin, y, paleGrey);
        y += 0.7;
        y += m_paper.write(
            margin, y, usedWidth,
            fmt::format(
                "The file {} inside this document holds the exact text of every entry named above "
                "and its path to the root of the station's Merkle tree (RFC 9162), which the note "
                "below signs (c2sp.org/tlog-checkpoint). Who has the station's public key checks "
                "it with: greenlight audit check-proof, or deploy/check-proof.",
                proofAttachment),
            type(6.8));
        return y +
               m_paper.write(margin, y + 1, usedWidth, m_facts.checkpoint,
                             {.points = 6.2 * m_scale, .mono = true}) +
               1;
    }

    Paper& m_paper;
    const CertificateFacts& m_facts;
    const db::AttemptRecord& m_last;
    double m_scale;
    std::size_t m_listed;
};

struct Fit {
    double scale = scales.back();
    std::size_t listed = fewestListed;
};

/// The largest letters, and then the longest list, with which everything is on the page.
Fit fitOf(Paper& paper, const CertificateFacts& facts) {
    paper.setDry(true);
    Fit fit;
    for (const double scale : scales) {
        for (std::size_t listed = std::min(mostListed, facts.attempts.size());; --listed) {
            if (Sheet(paper, facts, scale, listed).draw() <= pageHeight - margin) {
                paper.setDry(false);
                return {scale, listed};
            }
            if (listed <= fewestListed) {
                break;
            }
        }
    }
    paper.setDry(false);
    return fit;
}

} // namespace

Result<void> writeCertificate(const CertificateFacts& facts, const std::filesystem::path& file) {
    const db::AttemptRecord& last = facts.attempts.back();
    const auto paper = TRY(Paper::begin(
        file, fmt::format("Flash record of {}", last.serial.empty() ? last.uid : last.serial),
        Attachment{proofAttachment, facts.proof, "application/json"}));
    const Fit fit = fitOf(*paper, facts);
    Sheet(*paper, facts, fit.scale, fit.listed).draw();
    return paper->finish();
}

} // namespace greenlight::station::paper
