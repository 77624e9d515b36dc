// Records that leave the station at the screen: real files with real manifests, on record in a real
// journal that goes on being written.
#include "db/export_manifest.h"
#include "engine/job/read_file.h"
#include "tests/qml/records_test.h"

#include <algorithm>
#include <set>

namespace greenlight::station::view {
namespace {

namespace fs = std::filesystem;

class ExportPage : public RecordsTest {
protected:
    ExportPage() {
        m_journal.workAShift(m_clock);
        m_desk.files()->open({.journal = &m_journal.journal(),
                              .key = m_key,
                              .station = "line1-st3",
                              .journalFile = m_journal.file(),
                              .folder = folder()},
                             *m_records.yields(), *m_records.unit());
        beSomebody("Sue Mbeki", "supervisor");
    }

    void TearDown() override { files().finish(); }

    void beSomebody(const std::string& name, const std::string& role) {
        m_feed.picture.operatorName = name;
        m_feed.picture.role = role;
        show();
    }

    void press(const QString& name) {
        touch(item(name));
        show();
    }

    void openSheet() {
        open("yield");
        settle(*m_records.yields());
        press("exportButton");
        ASSERT_TRUE(isSeen(item("exportSheet")));
    }

    /// Until the file is written, which happens on another thread.
    void wait() {
        QSignalSpy changed(&files(), &FileDesk::changed);
        while (files().busy()) {
            ASSERT_TRUE(changed.wait());
        }
        show();
    }

    FileDesk& files() { return *m_desk.files(); }

    [[nodiscard]] fs::path folder() const { return m_scratch.path() / "out" / "exports"; }

    /// What lies in the folder, by name.
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> all;
        if (fs::exists(folder())) {
            for (const auto& each : fs::directory_iterator(folder())) {
                all.insert(each.path().filename().string());
            }
        }
        return all;
    }

    [[nodiscard]] fs::path fileEnding(const std::string& ending) const {
        for (const std::string& name : names()) {
            if (name.ends_with(ending)) {
                return folder() / name;
            }
        }
        ADD_FAILURE() << ending;
        return {};
    }

    Scratch m_scratch;
    std::shared_ptr<const db::StationKey> m_key = std::make_shared<const db::StationKey>(
        db::StationKey::loadOrMake(m_scratch.path() / "station.key", "line1-st3").value());
};

TEST_F(ExportPage, WritesTheUnitsOfTheShownPeriodWithAManifestThatProvesThem) {
    const std::uint64_t entries = m_journal.journal().head().size;
    openSheet();
    press("units-csv");
    wait();
    EXPECT_TRUE(files().done()) << files().outcome().toStdString();
    ASSERT_EQ(names().size(), 2U);
    const fs::path file = fileEnding(".csv");
    EXPECT_TRUE(file.filename().string().starts_with("line1-st3_units_2026-11-23T"));
    EXPECT_TRUE(files().outcome().contains(QString::fromStdString(file.string())));
    EXPECT_EQ(text("noteText", item("exportNote")), files().outcome());
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    EXPECT_TRUE(files().outcome().contains("mit ihrem Manifest")) << "it is said in any language";
    ASSERT_TRUE(m_desk.chooseLanguage("en"));
    const auto note = job::readFile(file.string() + ".manifest", db::largestManifest);
    ASSERT_TRUE(note.ok());
    const auto checked =
        db::checkExport(file, std::string(note->begin(), note->end()), m_key->signer());
    ASSERT_TRUE(checked.ok()) << checked.fault().note;
    EXPECT_EQ(checked->what, "units");
    EXPECT_EQ(checked->madeBy, "Sue Mbeki");
    const auto csv = job::readFile(file, 1U << 20U);
    ASSERT_TRUE(csv.ok());
    EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(*csv, '\n')), checked->rows + 1)
        << "and a line of heads";
    EXPECT_GT(checked->rows, 50U);
    EXPECT_EQ(m_journal.journal().head().size, entries + 1) << "it is on record";
    EXPECT_EQ(fs::status(folder()).permissions() & fs::perms::others_all, fs::perms::none);
}

TEST_F(ExportPage, WritesEveryFormIntoAFileOfItsOwn) {
    openSheet();
    for (const QVariant& form : files().forms()) {
        files().write(form.toMap().value("word").toString());
        wait();
        EXPECT_TRUE(files().done()) << files().outcome().toStdString();
        files().forget();
    }
    EXPECT_EQ(names().size(), 2U * static_cast<std::size_t>(files().forms().size()));
    // Once more, and nothing that was there is overwritten: not the manifest of a file either that
    // somebody has taken away.
    const fs::path manifest = fileEnding(".jsonl.manifest");
    fs::remove(fileEnding(".jsonl"));
    const auto written = fs::last_write_time(manifest);
    files().write("attempts-jsonl");
    wait();
    EXPECT_TRUE(files().done());
    EXPECT_EQ(names().size(), 2U * static_cast<std::size_t>(files().forms().size()) + 1U);
    EXPECT_EQ(fs::last_write_time(manifest), written);
}

TEST_F(ExportPage, CalledOffLeavesNoFileAndNothingOnRecord) {
    const std::uint64_t entries = m_journal.journal().head().size;
    openSheet();
    for (const char* const form : {"units-csv", "yield-pdf"}) {
        files().write(form);
        files().cancel();
        wait();
        EXPECT_FALSE(files().done());
        EXPECT_EQ(files().outcome(), "Called off. No file was made.") << form;
        EXPECT_TRUE(names().empty()) << form;
        files().forget();
    }
    EXPECT_EQ(m_journal.journal().head().size, entries);
}

TEST_F(ExportPage, SaysWhyThereIsNoFile) {
    // Where a file lies, no folder can be made; this holds for root too.
    std::FILE* const blocker = std::fopen((m_scratch.path() / "out").c_str(), "w");
    ASSERT_NE(blocker, nullptr);
    ASSERT_EQ(std::fclose(blocker), 0);
    openSheet();
    press("units-csv");
    wait();
    EXPECT_FALSE(files().done());
    EXPECT_TRUE(files().outcome().startsWith(
        QString::fromStdString(base::describe({.code = FaultCode::FileNotWritten}).happened)))
        << files().outcome().toStdString();
    press("exportCancel");
    EXPECT_EQ(files().outcome(), "");
    EXPECT_TRUE(isSeen(item("units-csv"))) << "and offers to try again";
}

TEST_F(ExportPage, IsForThoseWhoMayAndOneAtATime) {
    openSheet();
    beSomebody("M. Okafor", "operator");
    files().write("units-csv");
    EXPECT_FALSE(files().busy());
    beSomebody("Sue Mbeki", "supervisor");
    files().write("no-such-form");
    EXPECT_FALSE(files().busy());
    files().write("units-csv");
    EXPECT_TRUE(files().busy());
    files().write("units-xlsx");
    wait();
    EXPECT_EQ(names().size(), 2U);
}

TEST_F(ExportPage, WritesACertificateOfTheUnitThatIsShown) {
    m_journal.attempt("TH200/100417", 917, Fault{.code = FaultCode::SwdNoAnswer});
    m_journal.attempt("TH200/100417", 917);
    open("unit");
    m_records.unit()->lookUp("TH200/100417");
    settle(*m_records.unit());
    press("certificateButton");
    EXPECT_TRUE(files().certificate());
    // Whoever comes to the line meanwhile has not asked for it.
    beSomebody("Eve Osei", "engineer");
    wait();
    EXPECT_TRUE(files().done()) << files().outcome().toStdString();
    EXPECT_EQ(text("noteText", item("certificateNote")), files().outcome());
    const fs::path file = fileEnding(".pdf");
    EXPECT_EQ(file.filename(), "line1-st3_certificate_TH200-100417.pdf");
    const auto note = job::readFile(file.string() + ".manifest", db::largestManifest);
    ASSERT_TRUE(note.ok());
    const auto checked =
        db::checkExport(file, std::string(note->begin(), note->end()), m_key->signer());
    ASSERT_TRUE(checked.ok()) << checked.fault().note;
    EXPECT_EQ(checked->what, "certificate");
    EXPECT_EQ(checked->rows, 2U);
    EXPECT_EQ(checked->madeBy, "Sue Mbeki");
    const auto pdf = job::readFile(file, 1U << 20U);
    ASSERT_TRUE(pdf.ok());
    EXPECT_TRUE(std::string(pdf->begin(), pdf->end()).starts_with("%PDF-"));
    press("certificateButton");
    EXPECT_EQ(files().outcome(), "");
    EXPECT_TRUE(isSeen(item("record"))) << "and the record is back";
}

TEST_F(ExportPage, WritesTheShiftReportOfTheShownPeriodAsThePageThatIsSigned) {
    const std::uint64_t entries = m_journal.journal().head().size;
    openSheet();
    press("yield-pdf");
    wait();
    EXPECT_TRUE(files().done()) << files().outcome().toStdString();
    EXPECT_TRUE(files().outcome().startsWith("The shift report is"));
    const fs::path file = fileEnding(".pdf");
    EXPECT_TRUE(file.filename().string().starts_with("line1-st3_yield_2026-11-23T"));
    const auto note = job::readFile(file.string() + ".manifest", db::largestManifest);
    ASSERT_TRUE(note.ok());
    const auto checked =
        db::checkExport(file, std::string(note->begin(), note->end()), m_key->signer());
    ASSERT_TRUE(checked.ok()) << checked.fault().note;
    EXPECT_EQ(checked->what, "yield");
    EXPECT_EQ(checked->madeBy, "Sue Mbeki");
    EXPECT_EQ(checked->entries.first, 1U);
    EXPECT_EQ(checked->entries.last, entries);
    std::uint64_t attempts = 0;
    for (const QVariant& bar : m_records.yields()->bars()) {
        attempts += bar.toMap().value("text").toString().section(' ', -1).toULongLong();
    }
    EXPECT_EQ(checked->rows, attempts) << "of the period that is shown";
    EXPECT_EQ(m_journal.journal().head().size, entries + 1) << "it is on record";
    const auto pdf = job::readFile(file, 1U << 22U);
    ASSERT_TRUE(pdf.ok());
    EXPECT_TRUE(std::string(pdf->begin(), pdf->end()).starts_with("%PDF-"));
}

TEST_F(ExportPage, CertifiesNothingWhereThereIsNoUnit) {
    open("unit");
    show();
    EXPECT_FALSE(isSeen(item("certificateButton")));
    files().certify();
    EXPECT_FALSE(files().busy());
    EXPECT_TRUE(names().empty());
}

TEST_F(ExportPage, GoesOnWhileAnotherPageIsOpenAndTellsWhenItIsBack) {
    openSheet();
    files().write("attempts-csv");
    m_desk.book()->toLine();
    show();
    wait();
    EXPECT_TRUE(files().done());
    openSheet();
    EXPECT_EQ(text("noteText", item("exportNote")), files().outcome());
}

} // namespace
} // namespace greenlight::station::view
